# SPDX-License-Identifier: EUPL-1.2
"""What clients send that they should not: the standard's problem, and nothing changed."""

import base64
import json
import time
from pathlib import Path

import jwt
import pytest
import requests

from running.catalogue import publish
from running.clients import CRS, Client
from running.sandbox import SECRETS
from running.waiting import wait_until


@pytest.fixture(scope="module")
def of(sandbox):
    """A case type to send bad zaken of."""
    return publish(Client(sandbox.address, "noord", "balie"))


@pytest.fixture(autouse=True)
def nothing_is_made(request, balie, of):
    """Whatever is refused leaves no zaak behind."""
    before = balie.get("zaken", "/zaken").json()["count"]
    yield
    made = balie.get("zaken", "/zaken").json()["count"] - before
    assert made == getattr(request.node.get_closest_marker("makes"), "args", (0,))[0]


@pytest.fixture
def send(sandbox, balie):
    """POST raw bytes to /zaken as balie."""

    def post(data, path="/zaken", **headers):
        sent = CRS | {"Authorization": f"Bearer {balie.token}", "Content-Type": "application/json"} | headers
        return requests.post(balie.root("zaken") + path, data=data, headers=sent, timeout=60)

    return post


def _problem(answer, status, code):
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert set(problem) >= {"type", "code", "title", "status", "detail", "instance"}
    assert problem["status"] == status
    assert problem["code"] == code
    return problem


def _codes(problem):
    return {(each["name"], each["code"]) for each in problem["invalidParams"]}


@pytest.mark.parametrize(
    "body",
    [
        b'{"zaaktype": ',
        b"\xff\xfe",
        b'{"omschrijving": "\\ud800"}',
        b'{"omschrijving": "\\u0000"}',
        json.dumps({"a": json.loads("[" * 50 + "]" * 50)}).encode(),
    ],
    ids=["broken", "not UTF-8", "lone surrogate", "NUL", "50 levels"],
)
def test_json_that_cannot_be_kept_is_refused(send, body):
    _problem(send(body), 400, "parse_error")


def test_json_that_is_no_object_is_invalid(send):
    assert _codes(_problem(send(b"[]"), 400, "invalid")) == {("nonFieldErrors", "invalid")}


def test_wrong_types_are_named(send):
    problem = _problem(send(b'{"zaaktype": 5, "startdatum": [], "productenOfDiensten": "x"}'), 400, "invalid")
    assert {"startdatum", "zaaktype", "productenOfDiensten", "bronorganisatie"} <= {n for n, _ in _codes(problem)}


@pytest.mark.makes(1)
def test_noncharacters_and_the_record_separator_are_text(balie, of):
    text = "a\ufffe\uffff\u001ezrc:zaken/x b"
    zaak = balie.post("zaken", "/zaken", of.zaak(omschrijving=text, toelichting="\u001eztc:"))
    assert zaak["omschrijving"] == text
    assert balie.get("zaken", zaak["url"]).json()["toelichting"] == "\u001eztc:"


def test_a_body_over_the_limit_is_refused(send):
    _problem(send(b'{"toelichting": "' + b"x" * 1_100_000 + b'"}'), 413, "request_entity_too_large")


def test_another_media_type_is_refused(send):
    _problem(send(b"<zaak/>", **{"Content-Type": "text/xml"}), 415, "unsupported_media_type")


def test_a_wrong_crs_is_refused(send):
    _problem(send(b"{}", **{"Content-Crs": "EPSG:28992"}), 406, "not_acceptable")


def test_unknown_parameters_are_refused(balie):
    problem = _problem(balie.get("zaken", "/zaken?foo=bar"), 400, "invalid")
    assert _codes(problem) == {("nonFieldErrors", "unknown-parameters")}


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "9999999999999999999999"])
def test_a_page_out_of_range_is_not_found(balie, page):
    _problem(balie.get("zaken", f"/zaken?page={page}"), 404, "not_found")


def _token(**claims):
    known = {"iss": "balie", "client_id": "balie", "iat": int(time.time()), "user_id": "", "user_representation": ""}
    return jwt.encode(known | claims, SECRETS["noord"], algorithm="HS256")


def _unsigned():
    parts = [{"alg": "none", "typ": "JWT"}, {"client_id": "balie", "iat": int(time.time())}]
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (lambda: _token(iat=int(time.time()) - 90_000), "jwt-expired"),
        (lambda: _token(exp=int(time.time()) - 500), "jwt-expired"),
        (_unsigned, "invalid-jwt-signature"),
        (lambda: _token(client_id="wie"), "invalid-client-identifier"),
        (lambda: _token(client_id=""), "missing-client-identifier"),
        (lambda: jwt.encode({"client_id": "balie"}, SECRETS["noord"], algorithm="HS256"), "jwt-missing-iat-claim"),
        (lambda: jwt.encode({"client_id": "balie", "iat": 1}, "x" * 40, algorithm="HS256"), "invalid-jwt-signature"),
        (lambda: "geen.jwt", "jwt-decode-error"),
    ],
    ids=["old", "expired", "alg none", "foreign", "no client", "no iat", "other secret", "no JWT"],
)
def test_a_token_that_does_not_hold_is_refused(sandbox, balie, token, code):
    answer = requests.get(
        balie.root("zaken") + "/zaken", headers=CRS | {"Authorization": f"Bearer {token()}"}, timeout=10
    )
    _problem(answer, 403, code)


def test_an_unknown_host_is_misdirected(sandbox):
    answer = requests.get(f"{sandbox.address}/noord/zaken/api/v1/zaken", headers={"Host": "evil.example"}, timeout=10)
    _problem(answer, 421, "misdirected_request")
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/catalogi/api/v1/zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/x",
        "http://10.0.0.1/x",
        "https://geen-peer.example/zaaktypen/1",
        "ftp://localhost/x",
        "file:///etc/passwd",
    ],
)
def test_a_url_of_no_trusted_peer_is_refused(balie, of, url):
    answer = balie.call("POST", "zaken", "/zaken", of.zaak(zaaktype=url))
    problem = _problem(answer, 400, "invalid")
    assert {code for name, code in _codes(problem) if name == "zaaktype"} <= {"bad-url", "invalid"}
    assert any(name == "zaaktype" for name, _ in _codes(problem))


@pytest.mark.makes(1)
def test_an_id_of_another_resource_type_is_refused(balie, of):
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    problem = _problem(balie.call("POST", "zaken", "/zaken", of.zaak(zaaktype=zaak)), 400, "invalid")
    assert _codes(problem) == {("zaaktype", "invalid-resource")}
    problem = _problem(balie.call("POST", "zaken", "/zaken", of.zaak(hoofdzaak=of.zaaktype)), 400, "invalid")
    assert _codes(problem) == {("hoofdzaak", "no_match")}


def test_a_bsn_that_was_searched_for_is_in_no_log(sandbox, balie):
    bsn = "999990019"
    name = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    assert balie.get("zaken", f"/zaken?{name}={bsn}").status_code == 200
    assert balie.call("POST", "zaken", "/zaken/_zoek", {name: bsn}).status_code == 200
    assert balie.get("zaken", f"/zaken?{name}={bsn}&foo=1").status_code == 400
    [launcher] = sandbox.processes()["launcher"]
    launcher.suspend()  # or it would be there again
    try:
        for process in sandbox.processes()["zaken-api"]:
            process.kill()
        assert balie.get("zaken", f"/zaken?{name}={bsn}").status_code == 502
    finally:
        launcher.resume()
    wait_until(sandbox.ready)
    logs = [path for path in Path(sandbox.folder).rglob("*.log*") if path.is_file()]
    assert logs
    assert [path.name for path in logs if bsn in path.read_text(errors="replace")] == []
