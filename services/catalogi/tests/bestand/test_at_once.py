# SPDX-License-Identifier: EUPL-1.2
"""A file that is applied several times at once is applied once."""

from django.core.management import CommandError

from servicekit.journal.models import Line


def test_it_is_refused_or_has_nothing_to_do_when_another_applies_it_at_the_same_time(
    committed, make, export, run, at_once, noord, tmp_path
):
    make.zaaktype()
    path = tmp_path / "tegelijk.yaml"
    path.write_text(export().replace("doel: Herstellen", "doel: Vervangen"))

    def apply():
        try:
            return run("apply", str(path))[1]
        except CommandError as error:
            return str(error)

    said = at_once([apply] * 4)
    assert said.count("1 changes made.\n") == 1
    assert {each for each in said if "1 changes" not in each} <= {
        "Nothing to change.\n", "De catalogus is tegelijk door een ander verzoek gewijzigd. Maak een nieuw plan."
    }  # fmt: skip
    assert Line.objects.filter(action="partial_update").count() == 1
