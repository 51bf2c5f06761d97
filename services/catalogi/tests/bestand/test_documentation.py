# SPDX-License-Identifier: EUPL-1.2
"""The commands of docs/how-to/move-a-case-type.md, run as they stand there."""

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogi.models import ZaakType
from servicekit.stack.municipalities import serving

pytestmark = pytest.mark.django_db

PAGE = (Path(__file__).parents[4] / "docs" / "how-to" / "move-a-case-type.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^python manage\.py (catalogus .*)$", PAGE, re.MULTILINE)
SAID = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_a_case_type_is_moved_by_the_commands_of_the_page(api, make, run, export, zuid, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = make.zaaktype(published=True)
    make.zaaktype(identificatie="ANDERS")
    assert run("apply", text=export(), municipality="zuid")[0] == 0
    assert api.patch(first["url"], {"eindeGeldigheid": "2025-12-31"}).status_code == 200
    make.statustype(make.zaaktype(beginGeldigheid="2026-01-01"))
    make.publish(api.get("/zaaktypen?status=alles&identificatie=MELDING").json()["results"][0])
    write, look, do = COMMANDS

    call_command(*shlex.split(write))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(*shlex.split(look), stdout=out)
    said = out.getvalue().splitlines()
    assert ended.value.code == 2
    [shown] = SAID
    assert set(shown.splitlines()) < set(said)
    call_command(*shlex.split(do.replace("FINGERPRINT", said[-1].removeprefix("Plan "))), stdout=out)

    assert export("--zaaktype", "MELDING", municipality="zuid") == Path("melding.yaml").read_text()
    with serving(zuid):
        assert ZaakType.objects.filter(identificatie="ANDERS").exists()
