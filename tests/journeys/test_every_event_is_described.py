# SPDX-License-Identifier: EUPL-1.2
"""Whoever is told of a change can hold it to the schema of its event, whichever form it takes it in."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from running.catalogue import publish
from running.subscribers import Subscriber, subscribe
from running.waiting import wait_until

EVENTS = Path(__file__).parents[2] / "contracts" / "notificaties" / "events"
SCHEMAS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in EVENTS.glob("*.json")}
KANALEN = ("zaken", "documenten", "zaaktypen", "informatieobjecttypen", "besluittypen", "autorisaties")


@pytest.fixture
def in_cloudevents():
    """Somebody else who wants to hear, in CloudEvents."""
    listening = Subscriber()
    yield listening
    listening.end()


def test_all_that_happens_is_told_in_both_forms_and_as_the_schemas_say(balie, subscriber, in_cloudevents):
    subscribe(balie, subscriber, *KANALEN)
    subscribe(balie, in_cloudevents, *KANALEN, sendCloudevents=True)
    zaak = live(balie)
    wait_until(lambda: types(in_cloudevents) == SCHEMAS.keys())
    told = by_key(in_cloudevents)
    wait_until(lambda: by_key(subscriber).keys() >= told.keys())

    assert subscriber.of(zaak) == in_cloudevents.of(zaak)
    for key, (headers, event) in told.items():
        assert headers["Content-Type"] == "application/cloudevents+json"
        assert event["id"] == key
        assert faults(event) == []
        plain_headers, message = by_key(subscriber)[key]
        assert plain_headers["Content-Type"] == "application/json"
        assert message == event["data"]
        assert [*of_the_notification(event["type"]).iter_errors(message)] == []


def test_no_event_that_is_otherwise_is_as_its_schema_says(balie, in_cloudevents):
    subscribe(balie, in_cloudevents, *KANALEN, sendCloudevents=True)
    live(balie)
    wait_until(lambda: types(in_cloudevents) == SCHEMAS.keys())
    for event in {each["type"]: each for _, each in in_cloudevents.arrived}.values():
        assert faults(event) == []
        for changed in otherwise(event):
            assert faults(changed) != [], changed


def live(balie):
    """Have everything happen that there is an event of; the URL of the zaak, which is gone then."""
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    document = balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"]
    relation = balie.post("zaken", "/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document})["url"]
    rol = balie.post("zaken", "/rollen", of.rol(zaak))["url"]
    moment = "2026-01-06T09:00:00+01:00"
    status = {"zaak": zaak, "statustype": of.statustypen[0], "datumStatusGezet": moment}
    balie.post("zaken", "/statussen", status)
    resultaat = balie.post("zaken", "/resultaten", {"zaak": zaak, "resultaattype": of.resultaattype})["url"]
    balie.patch("zaken", resultaat, {"toelichting": "Voorlopig"})
    balie.patch("zaken", zaak, {"omschrijving": "Lantaarn stuk"})
    balie.patch("zaken", relation, {"titel": "Foto"})  # of which nobody is told
    lock = balie.post("documenten", f"{document}/lock", {}, status=200)["lock"]
    balie.patch("documenten", document, {"titel": "Foto van de lantaarn", "lock": lock})
    balie.post("documenten", f"{document}/unlock", {"lock": lock}, status=204)
    rights = {"clientIds": ["even"], "label": "Even", "heeftAlleAutorisaties": True}
    applicatie = balie.post("autorisaties", "/applicaties", rights)["url"]
    balie.patch("autorisaties", applicatie, {"label": "Heel even"})
    for component, url in (
        ("zaken", rol),
        ("zaken", resultaat),
        ("zaken", relation),
        ("documenten", document),
        ("zaken", zaak),
        ("catalogi", of.zaaktype),
        ("catalogi", of.informatieobjecttype),
        ("catalogi", of.besluittype),
        ("autorisaties", applicatie),
    ):
        answer = balie.call("DELETE", component, url)
        assert answer.status_code == 204, answer.text
    return zaak


def types(subscriber: Subscriber) -> set[str]:
    """The types of the CloudEvents that a subscriber was told."""
    return {event["type"] for _, event in subscriber.arrived}


def by_key(subscriber: Subscriber) -> dict[str, tuple[dict[str, str], dict[str, Any]]]:
    """What a subscriber was told, by the key that tells a repeat."""
    return {headers["Idempotency-Key"]: (headers, body) for headers, body in subscriber.arrived}


def faults(event: dict[str, Any]) -> list[str]:
    """What is wrong with an event by the schema of its type."""
    return [each.message for each in Draft202012Validator(SCHEMAS[event["type"]]).iter_errors(event)]


def of_the_notification(type_: str) -> Draft202012Validator:
    """What judges a notification without its CloudEvent, as the documentation says: by that part of the schema."""
    return Draft202012Validator({**SCHEMAS[type_]["$defs"]["notificatie"], "$defs": SCHEMAS[type_]["$defs"]})


def otherwise(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The event with each of its parts missing, of another kind or another value, and with one more."""
    made = []
    for path in ((), ("data",), ("data", "kenmerken")):
        for name in (*at(event, path), "meer"):
            for value in (None, 7, "", "iets anders", {}):
                changed = copy.deepcopy(event)
                at(changed, path)[name] = value
                made.append(changed)
            if name != "meer":
                del at(changed := copy.deepcopy(event), path)[name]
                made.append(changed)
    return [each for each in made if each.get("type") == event["type"] and each != event]


def at(event: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The part of an event at a path."""
    for name in path:
        event = event[name]
    return event
