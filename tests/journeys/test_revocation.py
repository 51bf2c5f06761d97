# SPDX-License-Identifier: EUPL-1.2
"""A right that is taken away is gone, everywhere."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import requests

from running.catalogue import publish
from running.clients import CRS
from running.copies import with_copies
from running.rights import give, told
from running.waiting import wait_until

COMPONENTS = ("zaken", "documenten", "catalogi", "notificaties", "autorisaties")


def test_a_revoked_right_is_refused_by_every_component(balie, niets, request):
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    made = balie.post(
        "autorisaties",
        "/applicaties",
        {"clientIds": ["tijdelijk"], "label": "Tijdelijk", "heeftAlleAutorisaties": True},
    )
    assert made["heeftAlleAutorisaties"] is True
    # The promise is for components that are told; just after a start they may still be subscribing.
    wait_until(lambda: len(told(balie)) == 4, 45)
    applicatie = give(balie, "niets", heeftAlleAutorisaties=True, autorisaties=[])

    def take_all():
        balie.call("DELETE", "autorisaties", applicatie)
        for component, path in (("notificaties", "/kanaal"), ("zaken", zaak), ("catalogi", of.zaaktype)):
            wait_until(lambda: niets.get(component, path).status_code == 403)  # noqa: B023  (it is called here)

    request.addfinalizer(take_all)
    # At once: who is about to be refused has its rights looked up once more.
    for component, path in (("zaken", zaak), ("catalogi", of.zaaktype), ("documenten", "/objectinformatieobjecten")):
        assert niets.get(component, path).status_code == 200
    little = [{"component": "nrc", "scopes": ["notificaties.consumeren"]}]
    give(balie, "niets", heeftAlleAutorisaties=False, autorisaties=little)
    wait_until(lambda: niets.get("zaken", zaak).status_code == 403)
    wait_until(lambda: niets.get("catalogi", of.zaaktype).status_code == 403)
    wait_until(lambda: niets.get("documenten", "/enkelvoudiginformatieobjecten").status_code == 403)


@pytest.fixture(scope="module")
def ports(sandbox):
    """Three api processes of each component: component -> their ports."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(with_copies(sandbox, name, 2)) for name in COMPONENTS}


def test_a_revoked_right_is_gone_within_two_seconds_in_every_process(sandbox, balie, niets, ports):
    of = publish(balie)
    wait_until(lambda: len(told(balie)) == 4, 45)
    paths = {
        "zaken": balie.post("zaken", "/zaken", of.zaak())["url"],
        "documenten": balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"],
        "catalogi": of.zaaktype,
        "notificaties": f"{balie.root('notificaties')}/kanaal",
        "autorisaties": f"{balie.root('autorisaties')}/applicaties",
    }
    writes = {
        "zaken": ("/zaken", of.zaak()),
        "documenten": ("/enkelvoudiginformatieobjecten", of.document()),
        "catalogi": ("/catalogussen", {}),
        "notificaties": ("/kanaal", {}),
        "autorisaties": ("/applicaties", {}),
    }
    headers = CRS | {"Authorization": f"Bearer {niets.token}", "Host": sandbox.address.removeprefix("http://")}

    def ask(component, port, *, write=False):
        url = f"{balie.root(component)}{writes[component][0]}" if write else paths[component]
        there = url.replace(sandbox.address, f"http://127.0.0.1:{port}")
        body = writes[component][1] if write else None
        return requests.request("POST" if write else "GET", there, json=body, headers=headers, timeout=30).status_code

    processes = [(component, port) for component in COMPONENTS for port in ports[component]]
    assert len(set(processes)) == 15
    applicatie = give(balie, "niets", heeftAlleAutorisaties=True, autorisaties=[])
    for each in processes:
        wait_until(lambda: ask(*each) == 200)  # noqa: B023  (it is called here)
    assert {ask(*each, write=True) for each in processes} <= {201, 400}
    assert balie.call("DELETE", "autorisaties", applicatie).status_code == 204
    time.sleep(2)

    def fifty(process):
        return [ask(*process, write=number % 5 == 4) for number in range(50)]

    with ThreadPoolExecutor(5) as pool:
        answers = dict(zip(processes, pool.map(fifty, processes), strict=True))
    succeeded = {process: [each for each in found if each != 403] for process, found in answers.items()}
    assert succeeded == {process: [] for process in processes}
