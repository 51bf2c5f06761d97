# SPDX-License-Identifier: EUPL-1.2
"""Callbacks that clients should not give: refused when the abonnement is taken or changed, and not called."""

import socket
from dataclasses import replace

import pytest

from notificaties.peers import abonnees
from servicekit.peers import strangers
from servicekit.stack.municipalities import Here

pytestmark = pytest.mark.django_db

#: name -> what its DNS answers
NAMES = {
    "zelf.test": ["127.0.0.1"],
    "zelf6.test": ["::1"],
    "binnen.test": ["10.1.2.3"],
    "kantoor.test": ["192.168.1.10"],
    "binnen6.test": ["fd12:3456::1"],
    "buren.test": ["169.254.10.20"],
    "buren6.test": ["fe80::1"],
    "wolk.test": ["169.254.169.254"],
    "wolk6.test": ["fd00:ec2::254"],
    "verpakt.test": ["::ffff:127.0.0.1"],
    "gemengd.test": ["8.8.8.8", "127.0.0.1"],
}
HOSTS = [
    *NAMES, "127.0.0.2", "127.1", "0.0.0.0", "2130706433", "0x7f000001", "localhost", "a.localhost", "10.0.0.1",
    "172.16.0.1", "169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
]  # fmt: skip


@pytest.fixture
def asked(monkeypatch):
    """Has the names of this table resolve; which were asked for."""
    hosts, real = [], socket.getaddrinfo

    def resolve(host, port, *arguments, **options):
        hosts.append(host)
        if host not in NAMES:
            return real(host, port, *arguments, **options)
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in each], socket.SOCK_STREAM, 6, "", (each, port)) for each in NAMES[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return hosts


@pytest.fixture
def abonnement(api, body):
    return api.post("/abonnement", body).json()


@pytest.fixture
def refused(api, body, abonnement, receiver):
    """Asserts that a callback is refused at create and at both ways to update; where it may be, with no connection."""

    def check(callback_url, said, *, connects=False):
        before = receiver.connections
        wanted = body | {"callbackUrl": callback_url}
        answers = [
            api.post("/abonnement", wanted),
            api.put(abonnement["url"], wanted),
            api.patch(abonnement["url"], {"callbackUrl": callback_url}),
        ]
        assert [each.status_code for each in answers] == [400] * 3
        for each in answers:
            assert [(fault["name"], fault["code"]) for fault in each.json()["invalidParams"]] == [said]
        assert api.get("/abonnement").json() == [abonnement]
        assert connects or receiver.connections == before
        return answers[0].json()["invalidParams"][0]["reason"]

    return check


@pytest.mark.parametrize("host", HOSTS)
def test_an_address_that_is_not_anybodys_is_not_called_by_whatever_name(refused, receiver, asked, host):
    reason = refused(receiver.url(host=host), ("nonFieldErrors", "invalid-callback-url"))
    assert "onder `callbacks` van gemeente noord" in reason


@pytest.mark.parametrize("to", ["http://169.254.169.254/latest", "http://localhost/", "http://zelf.test/", "/elders"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(refused, receiver, asked, to, status):
    receiver.says["Location"] = to
    receiver.behave["/door"] = lambda: status
    reason = refused(receiver.url("/door"), ("nonFieldErrors", "invalid-callback-url"), connects=True)
    assert f"antwoordt met {status}" in reason
    assert {path for path, _, _ in receiver.received} == {"/hook", "/door"}
    assert set(asked) <= {"127.0.0.1"}


def test_the_dns_is_asked_once_so_that_a_second_answer_leads_nowhere(api, body, receiver, monkeypatch):
    answers, real = [["127.0.0.1"], ["10.0.0.1"]], socket.getaddrinfo

    def resolve(host, port, *arguments, **options):
        if host != "wissel.test":
            return real(host, port, *arguments, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answers.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(strangers, "is_public", lambda address: address == "127.0.0.1")
    made = api.post("/abonnement", body | {"callbackUrl": receiver.url(host="wissel.test")})
    assert made.status_code == 201
    assert answers == [["10.0.0.1"]]
    assert len(receiver.received) == 2  # with and without Authorization


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook\r\nX-Meer: 1",
        "http://127.0.0.1/hook\nX-Meer: 1",
        "http://127.0.0.1\r\n/hook",
        "http://127.0.0.1/hook\r\n",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\x7f",
        "http:/127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/hook",
        "http://",
        "http://127.0.0.1:99999/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_url_to_call_is_refused_by_its_name(refused, url):
    refused(url, ("callbackUrl", "invalid"))


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@pytest.mark.parametrize(
    "auth",
    [
        "Bearer a\r\nX-Meer: 1",
        "Bearer a\nb",
        "Bearer a\r",
        "Bearer a\n",
        "\nBearer a",
        " Bearer",
        "Bearer\ta",
        "é",
        "a\x7f",
    ],
)  # fmt: skip
def test_an_auth_that_is_no_header_is_refused_by_its_name_and_nobody_is_called(
    api, body, abonnement, receiver, method, auth
):
    before = receiver.connections
    path = "/abonnement" if method == "post" else abonnement["url"]
    answer = getattr(api, method)(path, body | {"auth": auth})
    assert answer.status_code == 400
    assert [(each["name"], each["code"]) for each in answer.json()["invalidParams"]] == [("auth", "invalid")]
    assert receiver.connections == before


def test_http_is_refused_where_the_stack_file_demands_https_and_nobody_is_called(
    refused, api, abonnement, receiver, noord, monkeypatch
):
    place = Here(replace(noord, https_callbacks=True))
    monkeypatch.setattr(abonnees, "here", lambda: place)
    before = receiver.connections
    reason = refused(receiver.url(), ("callbackUrl", "https-required"))
    assert "noord" in reason
    # One that was taken before that is told when it is changed.
    answer = api.patch(abonnement["url"], {"kanalen": []})
    assert [each["code"] for each in answer.json()["invalidParams"]] == ["https-required"]
    assert receiver.connections == before
    # Nobody answers this by TLS, but it was called.
    secure = receiver.url().replace("http://", "https://")
    monkeypatch.setattr(abonnees, "way_to", lambda *_: strangers.Way(private=True))
    refused(secure, ("nonFieldErrors", "invalid-callback-url"), connects=True)
    assert receiver.connections > before


@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_a_filter_on_a_kenmerk_that_its_kanaal_has_not_names_those_it_has(api, body, abonnement, method):
    path = "/abonnement" if method == "post" else abonnement["url"]
    answer = getattr(api, method)(path, body | {"kanalen": [{"naam": "zaken", "filters": {"kleur": "rood"}}]})
    [fault] = answer.json()["invalidParams"]
    assert (answer.status_code, fault["code"]) == (400, "inconsistent-abonnement-filters")
    assert "geen kenmerk kleur" in fault["reason"]
    assert "bronorganisatie, zaaktype, vertrouwelijkheidaanduiding" in fault["reason"]
