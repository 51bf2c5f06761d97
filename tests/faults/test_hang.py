# SPDX-License-Identifier: EUPL-1.2
"""A component that takes calls and never answers: it stops nobody but who needs it."""

import signal
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from running.catalogue import publish
from running.clients import Client
from running.sandbox import started


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A stack that may be hurt."""
    with started(tmp_path_factory.mktemp("hang") / "data") as running:
        yield running


def _catalogi(own, number):
    for process in own.processes()["catalogi-api"]:
        process.send_signal(number)


def test_a_zaak_is_read_while_catalogi_hangs_and_twenty_zaken_wait_for_it(own):
    balie = Client(own.address, "noord", "balie")
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]

    def create(_):
        unknown = f"{balie.root('catalogi')}/zaaktypen/{uuid4()}"
        client = Client(own.address, "noord", "balie")
        answer = client.call("POST", "zaken", "/zaken", of.zaak(zaaktype=unknown))
        return answer.status_code, answer.headers.get("Retry-After"), answer.text

    with ThreadPoolExecutor(20) as pool:
        _catalogi(own, signal.SIGSTOP)
        try:
            asking = [pool.submit(create, number) for number in range(20)]
            read = 0
            while not all(each.done() for each in asking):
                assert balie.get("zaken", zaak).status_code == 200
                read += 1
            answers = [each.result() for each in asking]
        finally:
            _catalogi(own, signal.SIGCONT)
    assert [text for status, _, text in answers if status != 503] == []
    assert {after for _, after, _ in answers} <= {"1", "5"}
    assert sum(after == "1" for _, after, _ in answers) >= 2
    assert read > 20  # one that had waited for them would be one of a few
    assert balie.post("zaken", "/zaken", of.zaak())["url"]
