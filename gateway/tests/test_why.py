# SPDX-License-Identifier: EUPL-1.2
"""What a sandbox that runs is asked, as whom, and what is said of its answer."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
import pytest

from gateway.__main__ import main

SECRET = "een geheim van de tests, van 32 bytes of meer"
READS = "rights: [{component: autorisaties, scopes: [autorisaties.lezen]}]"
OTHER = "rights: [{component: catalogi, scopes: [catalogi.lezen]}]"


class Autorisaties(HTTPServer):
    """Answers every question alike, and keeps what it was asked."""

    status, body = 200, {"uitleg": ["Dit mag niet.", "Vraag het."]}

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked = []


class Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        token = jwt.decode(self.headers["Authorization"].removeprefix("Bearer "), SECRET, algorithms=["HS256"])
        self.server.asked.append((self.path, token["client_id"], given))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def autorisaties():
    server = Autorisaties()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(autorisaties, tmp_path, monkeypatch, capsys):
    """Ask the stack of a municipality with these clients, each (id, rights); what is printed."""
    monkeypatch.setenv("GEHEIM", SECRET)
    port = autorisaties.server_port

    def run(*given, clients=(("beheer", READS),), address=f"http://127.0.0.1:{port}"):
        text = "municipalities:"
        for name, rsin in (("noord", "851234562"), ("zuid", "851234574")):
            listed = ", ".join(f"{{id: {id_}, label: L, secret: {{env: GEHEIM}}, {rights}}}" for id_, rights in clients)
            text += f"\n  - {{name: {name}, label: N, rsin: '{rsin}', prefix: {name}, addresses: ['{address}'],"
            text += f" clients: [{listed}]}}"
        file = tmp_path / "stack.yaml"
        file.write_text(text)
        main(["why", "--stack", str(file), "--data", str(tmp_path / "data"), "--port", str(port), *given])
        return capsys.readouterr().out

    return run


def test_a_question_goes_to_the_autorisaties_api_as_a_client_that_may_ask(ask, autorisaties):
    said = ask("balie", "zaken", "--operation", "zaak_list", clients=(("ander", OTHER), ("beheer", READS)))
    assert said == "Dit mag niet.\nVraag het.\n"
    question = {"clientId": "balie", "component": "zrc", "operatie": "zaak_list"}
    assert autorisaties.asked == [("/noord/autorisaties/api/v1/uitleg", "beheer", question)]


def test_everything_that_is_given_is_asked_of_the_municipality_that_is_named(ask, autorisaties):
    ask("balie", "zaken", "--scopes", "a,b", "--type", "T", "--level", "intern", "--municipality", "zuid")
    ask("balie", "zaken", "--scopes", "a", "--resource", "R")
    [(path, _, first), (_, _, second)] = autorisaties.asked
    assert path == "/zuid/autorisaties/api/v1/uitleg"
    assert (first["scopes"], first["type"], first["vertrouwelijkheidaanduiding"]) == (["a", "b"], "T", "intern")
    assert second == {"clientId": "balie", "component": "zrc", "scopes": ["a"], "resource": "R"}


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, {"detail": "", "invalidParams": [{"name": "operatie", "reason": "Geef iets."}]}, "operatie: Geef iets."),
        (503, {"detail": "Later."}, "Later."),
    ],
)
def test_why_a_question_is_refused_is_said(ask, autorisaties, status, body, said):
    autorisaties.status, autorisaties.body = status, body
    with pytest.raises(SystemExit, match=said):
        ask("balie", "zaken")


@pytest.mark.parametrize("other", [{"clients": [("ander", OTHER)]}, {"address": "https://elders.voorbeeld.nl"}])
def test_without_who_may_ask_here_that_is_said(ask, autorisaties, other):
    with pytest.raises(SystemExit, match="No client of noord"):
        ask("balie", "zaken", **other)
    assert autorisaties.asked == []


def test_a_municipality_that_is_not_there_is_said(ask):
    with pytest.raises(SystemExit, match="no municipality 'oost'; it has noord, zuid"):
        ask("balie", "zaken", "--municipality", "oost")


def test_a_sandbox_that_does_not_run_is_said(ask, autorisaties):
    autorisaties.server_close()
    with pytest.raises(SystemExit, match="is the sandbox up"):
        ask("balie", "zaken")
