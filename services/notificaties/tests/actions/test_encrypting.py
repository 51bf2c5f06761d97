# SPDX-License-Identifier: EUPL-1.2
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from structlog.testing import capture_logs

from notificaties.actions import encrypting
from notificaties.actions.encrypting import Encrypted, encrypt_abonnementen
from notificaties.configuration import configure
from notificaties.models import Abonnement
from notificaties.peers.secrets import Secrets, Unreadable, decrypt, encrypt
from servicekit.stack.municipalities import serving, stack

pytestmark = pytest.mark.django_db

OLD, NEW = b"o" * 32, b"n" * 32


def of(number):
    return Secrets(auth=f"Bearer geheim-{number}", signing_keys=[f"whsec_{number}"])


def subscribe(number, **secrets):
    made = {"secrets": encrypt(of(number))} | secrets
    return Abonnement.objects.create(uuid=uuid4(), client_id=str(number), callback_url="", kanalen=[], **made)


@pytest.fixture(autouse=True)
def _in_small_batches(monkeypatch):
    monkeypatch.setattr(encrypting, "BATCH", 2)


def kept():
    return [decrypt(each.secrets, each.auth) for each in Abonnement.objects.order_by("id")]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_everything_is_encrypted_by_the_first_key_in_batches(noord, keys, count):
    keys(OLD)
    for number in range(count):
        subscribe(number)
    keys(NEW, OLD)
    assert encrypt_abonnementen(only_plain=False) == Encrypted(count=count)
    keys(NEW)
    assert kept() == [of(number) for number in range(count)]


def test_what_a_release_before_left_plain_is_encrypted_and_nothing_else(noord):
    secret = subscribe(0).secrets
    subscribe(1, secrets="", auth="Bearer plat-1")
    subscribe(2, auth="Bearer plat-2")  # a release before changed it, that does not know `secrets`
    subscribe(3, secrets="", auth="Bearer plat-3")
    assert encrypt_abonnementen(only_plain=True) == Encrypted(count=3)
    assert kept() == [
        of(0),
        Secrets(auth="Bearer plat-1", signing_keys=[]),
        Secrets(auth="Bearer plat-2", signing_keys=["whsec_2"]),
        Secrets(auth="Bearer plat-3", signing_keys=[]),
    ]
    assert Abonnement.objects.earliest("id").secrets == secret
    assert not any("plat" in str(value) for row in Abonnement.objects.values() for value in row.values())
    assert encrypt_abonnementen(only_plain=True) == Encrypted(count=0)


def test_configure_encrypts_what_is_plain_and_says_how_many(noord, zuid):
    subscribe(1, secrets="", auth="Bearer plat")
    with capture_logs() as logged:
        configure(noord)
    told = {"event": "secrets_encrypted", "municipality": "noord", "count": 1, "log_level": "info"}
    assert logged == [told]
    assert Abonnement.objects.get().auth == ""
    with serving(zuid), capture_logs() as logged:
        configure(zuid)
    assert logged == []


def test_the_command_configure_does_so(committed):
    """As an operator runs it at an upgrade: with a schema per municipality, and everything committed."""
    for municipality in stack().municipalities:
        with serving(municipality):
            subscribe(1, secrets="", auth=f"Bearer {municipality.name}")
    call_command("configure")
    for municipality in stack().municipalities:
        with serving(municipality):
            assert Abonnement.objects.get().auth == ""
            assert kept()[0].auth == f"Bearer {municipality.name}"


def test_what_is_changed_meanwhile_keeps_the_change_and_is_encrypted_too(noord, keys, monkeypatch):
    """A process that has only the old key yet may be the one that changed it."""
    keys(OLD)
    for number in range(3):
        subscribe(number)
    changed, by_old = [], encrypt(of(9))
    keys(NEW, OLD)
    real = encrypting.decrypt

    def slow(*arguments):
        found = real(*arguments)
        if not changed:
            changed.append(Abonnement.objects.filter(client_id="1").update(secrets=by_old))
        return found

    monkeypatch.setattr(encrypting, "decrypt", slow)
    assert encrypt_abonnementen(only_plain=False) == Encrypted(count=3)
    keys(NEW)
    assert kept() == [of(0), of(9), of(2)]


def test_what_ends_meanwhile_is_no_longer_asked_for(noord, monkeypatch):
    for number in range(3):
        subscribe(number)
    real = encrypting.decrypt

    def ends(*arguments):
        Abonnement.objects.filter(client_id="1").delete()
        return real(*arguments)

    monkeypatch.setattr(encrypting, "decrypt", ends)
    assert encrypt_abonnementen(only_plain=False) == Encrypted(count=2)
    assert kept() == [of(0), of(2)]


def test_what_cannot_be_read_stays_is_counted_and_is_an_alert(noord, keys):
    keys(OLD)
    lost = subscribe(0)
    keys(NEW)
    subscribe(1)
    with capture_logs() as logged:
        assert encrypt_abonnementen(only_plain=False) == Encrypted(count=1, unreadable=1)
    told = {"event": "secrets_unreadable", "alert": True, "abonnement": str(lost.uuid), "log_level": "error"}
    assert logged == [told]
    keys(OLD)
    assert decrypt(Abonnement.objects.get(pk=lost.pk).secrets) == of(0)


def test_the_command_says_how_many_of_each_municipality_and_fails_when_some_are_lost(noord, zuid, keys):
    keys(OLD)
    subscribe(0)
    with serving(zuid):
        subscribe(1)
        subscribe(2)
    keys(NEW, OLD)
    told = StringIO()
    call_command("encrypt_anew", stdout=told)
    assert told.getvalue() == (
        "noord: the secrets of 1 abonnementen are encrypted anew.\n"
        "zuid: the secrets of 2 abonnementen are encrypted anew.\n"
    )
    keys(OLD)
    with pytest.raises(CommandError, match="The secrets of 3 abonnementen cannot be read"):
        call_command("encrypt_anew", stdout=StringIO())
    with serving(zuid), pytest.raises(Unreadable):
        kept()
