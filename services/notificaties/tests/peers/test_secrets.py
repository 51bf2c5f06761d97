# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.peers.secrets import Secrets, Unreadable, decrypt, encrypt
from servicekit.stack.municipalities import stack

OLD, NEW = b"o" * 32, b"n" * 32
SECRETS = Secrets(auth="Bearer een-geheim", signing_keys=["whsec_eerste", "whsec_tweede"])


def test_what_is_encrypted_shows_nothing_and_can_be_decrypted():
    kept = encrypt(SECRETS)
    assert not any(each in kept for each in ("geheim", "Bearer", "whsec", "eerste", "auth"))
    assert decrypt(kept) == SECRETS
    assert encrypt(SECRETS) != kept


def test_the_first_key_encrypts_and_all_decrypt(keys):
    keys(OLD)
    old = encrypt(SECRETS)
    keys(NEW, OLD)
    assert decrypt(old) == SECRETS
    new = encrypt(SECRETS)
    keys(NEW)
    assert decrypt(new) == SECRETS
    with pytest.raises(Unreadable):
        decrypt(old)
    keys(OLD)
    with pytest.raises(Unreadable):
        decrypt(new)


@pytest.mark.parametrize("kept", ["x", "geen token", "gAAAAA", "é"])
def test_what_is_no_secret_cannot_be_read(kept):
    with pytest.raises(Unreadable) as raised:
        decrypt(kept)
    assert raised.value.__cause__ is None
    assert kept not in str(raised.value)


def test_what_a_release_without_encryption_left_counts_first():
    assert decrypt("", "Bearer vroeger") == Secrets(auth="Bearer vroeger")
    both = decrypt(encrypt(SECRETS), "Bearer vroeger")
    assert (both.auth, both.signing_keys) == ("Bearer vroeger", SECRETS.signing_keys)


def test_nothing_that_prints_them_shows_secrets_or_keys():
    assert repr(SECRETS) == "Secrets()"
    assert "encryption_keys" not in repr(stack())
