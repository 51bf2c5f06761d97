# SPDX-License-Identifier: EUPL-1.2
"""What docs/how-to/receive-notifications.md gives to copy does what the page says of it."""

import base64
import hmac
import json
import os
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import jwt
import pytest
import requests

from running.catalogue import publish
from running.documented import AUTH, COMMANDS, FILES, Receiver
from running.sandbox import SECRETS
from running.waiting import wait_until

KEY, OTHER = (f"whsec_{base64.b64encode(bytes([number]) * 32).decode()}" for number in (1, 2))
SECRET = "a-secret-of-the-client-of-32-bytes-or-more"
[SUBSCRIBE] = [each for each in COMMANDS if "ABONNEMENT=$(" in each]
[SIGN] = [each for each in COMMANDS if "signingKeys" in each]
[STAND] = [each for each in COMMANDS if "/bezorging" in each]


@pytest.fixture(params=["plain", "django"])
def receiver(request, tmp_path):
    with Receiver(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def subscribe(balie):
    """Have the page's own command take an abonnement, which ends with the test."""
    taken = []

    def take(receiver):
        given = {"AUTH": AUTH, "CALLBACK": receiver.url, "TOKEN": balie.token, "API": f"{balie.address}/noord"}
        taken.append(run(SUBSCRIBE, given).strip())
        return taken[-1]

    yield take
    for url in taken:
        balie.call("DELETE", "notificaties", url)


def run(command, given):
    """What a command of the page says, with these variables."""
    words = ["bash", "-euo", "pipefail", "-c", command]
    ran = subprocess.run(words, env=os.environ | given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def message(**changed):
    """A notification, as the Notificaties API sends it."""
    zaak = f"http://localhost/zaken/api/v1/zaken/{uuid4()}"
    return {
        "kanaal": "zaken",
        "hoofdObject": zaak,
        "resource": "zaak",
        "resourceUrl": zaak,
        "actie": "create",
        "aanmaakdatum": "2026-11-28T09:30:01.123456Z",
        "kenmerken": {},
        **changed,
    }


def send(receiver, told, event=None, auth=AUTH, **headers):
    """The status that a receiver answers with."""
    given = {"Content-Type": "application/json", "Idempotency-Key": event or str(uuid4())}
    given |= {"Authorization": auth} if auth else {}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return requests.post(receiver.url, data=body, headers=given, timeout=10).status_code


def signed(told, *keys, event=None, moment=0):
    """The headers of Standard Webhooks of what is sent, `moment` seconds from now."""
    event, at = event or str(uuid4()), int(time.time()) + moment
    content = f"{event}.{at}.".encode() + json.dumps(told).encode()
    made = [hmac.digest(base64.b64decode(key.removeprefix("whsec_")), content, "sha256") for key in keys]
    signatures = " ".join(f"v1,{base64.b64encode(each).decode()}" for each in made)
    return {"webhook_id": event, "webhook_timestamp": str(at), "webhook_signature": signatures}


def test_it_hears_of_a_case_in_the_order_in_which_it_went(balie, receiver, subscribe):
    receiver.start()
    subscribe(receiver)  # which is refused when it takes the test without Authorization
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    moment = {"datumStatusGezet": "2026-01-06T09:00:00Z"}
    status = balie.post("zaken", "/statussen", {"zaak": zaak, "statustype": of.statustypen[0]} | moment)["url"]
    assert balie.call("DELETE", "zaken", zaak).status_code == 204
    wait_until(lambda: len(receiver.handled) == 3)
    assert receiver.handled == [f"zaak create {zaak}", f"status create {status}", f"zaak destroy {zaak}"]


def test_what_came_while_it_was_down_is_taken_once_and_in_order(balie, receiver, subscribe):
    receiver.start()
    abonnement = subscribe(receiver)
    of = publish(balie)
    zaken = [balie.post("zaken", "/zaken", of.zaak())["url"]]
    wait_until(lambda: len(receiver.handled) == 1)
    receiver.stop()
    zaken += [balie.post("zaken", "/zaken", of.zaak())["url"] for _ in range(3)]
    url = f"{abonnement}/notificaties"
    wait_until(lambda: len(balie.get("notificaties", url).json()["results"]) == 4)
    receiver.start(ABONNEMENT=abonnement, CLIENT_ID="balie", SECRET=SECRETS["noord"])
    # All were taken before it listened, and are delivered as well: before this one, which comes last.
    zaken.append(balie.post("zaken", "/zaken", of.zaak())["url"])
    wait_until(lambda: f"zaak create {zaken[-1]}" in receiver.handled)
    given = {"TOKEN": balie.token, "ABONNEMENT": abonnement}
    assert json.loads(run(STAND, given))["stand"] == "in_orde"
    assert all(each["bezorgd"] for each in balie.get("notificaties", url).json()["results"][:4])
    assert receiver.handled[-4:] == [f"zaak create {each}" for each in zaken[1:]]


def test_what_is_signed_is_believed_and_the_key_is_replaced_without_missing_anything(balie, receiver, subscribe):
    receiver.start()
    abonnement = subscribe(receiver)
    of = publish(balie)
    zaken = []

    def hears():
        zaken.append(balie.post("zaken", "/zaken", of.zaak())["url"])
        wait_until(lambda: f"zaak create {zaken[-1]}" in receiver.handled)

    given = {"TOKEN": balie.token, "ABONNEMENT": abonnement, "KEY": KEY}
    run(SIGN, given)
    receiver.stop()
    receiver.start(SIGNING_KEYS=KEY)
    hears()
    assert send(receiver, message()) == 401
    balie.patch("notificaties", abonnement, {"signingKeys": [KEY, OTHER]})
    hears()
    receiver.stop()
    receiver.start(SIGNING_KEYS=OTHER)
    hears()
    balie.patch("notificaties", abonnement, {"signingKeys": [OTHER]})
    hears()
    # Who is stopped just after it handled something does so again.
    assert list(dict.fromkeys(receiver.handled)) == [f"zaak create {each}" for each in zaken]
    refused = balie.call("PATCH", "notificaties", abonnement, {"signingKeys": [KEY]})
    assert refused.status_code == 400  # the receiver refuses what it does not know
    hears()


def test_a_repeat_is_taken_once(receiver):
    receiver.start()
    first, second, third, event = message(), message(), message(), str(uuid4())
    assert [send(receiver, first, event) for _ in range(3)] == [204, 204, 204]
    assert send(receiver, second) == 204
    wait_until(lambda: len(receiver.handled) >= 2)  # so the first is done with, however it is stopped
    receiver.stop()
    receiver.start()
    assert send(receiver, first, event) == 204
    assert send(receiver, third) == 204
    wait_until(lambda: f"zaak create {third['resourceUrl']}" in receiver.handled)
    assert receiver.handled.count(f"zaak create {first['resourceUrl']}") == 1


@pytest.mark.parametrize("auth", ["", "Bearer of-somebody-else", AUTH.lower(), f"{AUTH}x", "Béarer"])
def test_who_does_not_know_the_authorization_is_refused(receiver, auth):
    receiver.start()
    assert send(receiver, message(), auth=auth.encode("latin-1")) == 401
    told = message()
    assert send(receiver, told) == 204
    wait_until(lambda: receiver.handled)
    assert receiver.handled == [f"zaak create {told['resourceUrl']}"]


def test_a_test_notification_is_answered_and_is_no_news(receiver):
    receiver.start()
    test = {"kanaal": "test", "resource": "test", "actie": "test", "resourceUrl": "http://localhost"}
    assert send(receiver, message(**test)) == 204
    assert send(receiver, {"specversion": "1.0", "id": "een", "data": message(**test)}) == 204
    told = message()
    assert send(receiver, {"specversion": "1.0", "id": "een", "data": told}) == 204
    wait_until(lambda: receiver.handled)
    assert receiver.handled == [f"zaak create {told['resourceUrl']}"]


def test_what_fails_is_tried_again_and_nobody_waits_for_it(receiver):
    own = FILES["handling.py"]
    fails = "    if Path('fails').exists():\n        raise RuntimeError\n    print("
    assert own.count("    print(") == 1
    handling = "from pathlib import Path\n\n" + own.replace("    print(", fails)
    (receiver.folder / "handling.py").write_text(handling, encoding="utf-8")
    (receiver.folder / "fails").touch()
    receiver.start()
    first, second = message(), message()
    assert [send(receiver, first), send(receiver, second)] == [204, 204]
    wait_until(lambda: "RuntimeError" in receiver.output)
    (receiver.folder / "fails").unlink()
    wait_until(lambda: len(receiver.handled) == 2)
    assert receiver.handled == [f"zaak create {each['resourceUrl']}" for each in (first, second)]


def test_a_signature_is_believed_when_it_is_one_of_these_keys_and_of_now(receiver):
    receiver.start(SIGNING_KEYS=f"{KEY} {OTHER}")
    told, strange = message(), f"whsec_{base64.b64encode(bytes(32)).decode()}"
    good = signed(told, KEY)
    wrong = [
        {},
        signed(told, strange),
        signed(message(), KEY),
        signed(told, KEY, moment=-301),
        signed(told, KEY, moment=302),
        {**good, "webhook_id": str(uuid4())},
        {**good, "webhook_timestamp": "gisteren"},
        {**good, "webhook_timestamp": "9" * 5000},
        {**good, "webhook_signature": ""},
        {**good, "webhook_signature": good["webhook_signature"].replace("v1,", "v1a,")},
        {**good, "webhook_signature": good["webhook_signature"].removeprefix("v1,")},
        {name: value for name, value in good.items() if name != "webhook_id"},
        {name: value for name, value in good.items() if name != "webhook_timestamp"},
    ]
    assert [send(receiver, told, **headers) for headers in wrong] == [401] * len(wrong)
    assert send(receiver, told, auth="", **good) == 401
    right = [(told, good)]
    for keys in ((OTHER,), (strange, KEY), (KEY, OTHER)):
        other = message()
        right.append((other, signed(other, *keys)))
    right.append((other := message(), signed(other, KEY, moment=-290)))
    assert [send(receiver, each, **headers) for each, headers in right] == [204] * len(right)
    # A repeat is told by the id that is signed, whatever else there is.
    assert send(receiver, told, **good) == 204
    wait_until(lambda: len(receiver.handled) >= len(right))
    assert receiver.handled == [f"zaak create {each['resourceUrl']}" for each, _ in right]


class Feed:
    """What a Notificaties API accepted for an abonnement, two on a page: as its contract has it."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, dict[str, Any]]] = []
        self.asked: list[str] = []  #: the query of each request
        self.claims: list[dict[str, Any]] = []  #: of the token of each request
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                scheme, _, token = self.headers["Authorization"].partition(" ")
                assert scheme == "Bearer"
                feed.claims.append(jwt.decode(token, SECRET, algorithms=["HS256"]))
                path, _, query = self.path.partition("?")
                assert path == "/abonnement/1/notificaties"
                feed.asked.append(query)
                body = json.dumps(feed.page(int(query.removeprefix("na=")))).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.abonnement = f"http://127.0.0.1:{self.server.server_port}/abonnement/1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, after: int) -> dict[str, Any]:
        """What was accepted after a position, which is ten times the number that it has."""
        found = [
            {"positie": number * 10, "id": event, "notificatie": told}
            for number, (event, told) in enumerate(self.accepted, 1)
            if number * 10 > after
        ]
        following = f"{self.abonnement}/notificaties?na={found[1]['positie']}" if len(found) > 2 else None
        return {"next": following, "results": found[:2]}


@pytest.fixture
def feed():
    made = Feed()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_at_start_it_takes_what_it_missed_once_and_in_order(receiver, feed):
    who = {"ABONNEMENT": feed.abonnement, "CLIENT_ID": "mijn-applicatie", "SECRET": SECRET}
    feed.accepted = [(str(uuid4()), message()) for _ in range(4)]
    receiver.start()
    assert send(receiver, feed.accepted[0][1], feed.accepted[0][0]) == 204
    wait_until(lambda: len(receiver.handled) == 1)
    receiver.stop()
    receiver.start(**who)
    wait_until(lambda: len(receiver.handled) >= 4)
    assert feed.asked == ["na=0", "na=20"]
    assert {each["client_id"] for each in feed.claims} == {"mijn-applicatie"}
    event, told = feed.accepted[3]
    assert send(receiver, told, event) == 204  # it was waiting to be delivered, too
    later = (str(uuid4()), message())
    assert send(receiver, later[1], later[0]) == 204
    wait_until(lambda: len(receiver.handled) >= 5)
    receiver.stop()
    feed.accepted += [later, (str(uuid4()), message())]
    receiver.start(**who)
    wait_until(lambda: len(set(receiver.handled)) >= 6)
    assert feed.asked[2:] == ["na=40"]
    assert list(dict.fromkeys(receiver.handled)) == [f"zaak create {told['resourceUrl']}" for _, told in feed.accepted]
