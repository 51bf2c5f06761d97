# SPDX-License-Identifier: EUPL-1.2
import base64

import pytest

from notificaties.rules.nrc_ondertekening import derive_signature, signing_key_fits

EVENT, AT, BODY = "6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", 1764355200, b'{"kanaal":"zaken"}'
#: key -> its signature of these, as `openssl dgst -sha256 -mac HMAC` makes it
BY_OPENSSL = {
    "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX": "v1,5awEPaUVmzk7CSPpsa/3001DEBZjMnvCT9LD/jgFbWc=",
    "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWl5iZmpucnZ6foKGiow==": (
        "v1,KXWgV8zuqvhdQsurVMPaf64ZmeqwumRLA0RAAmyi/rc="
    ),
}


def key(size):
    return "whsec_" + base64.b64encode(b"\xfb" * size).decode()


@pytest.mark.parametrize("size", [24, 32, 63, 64])
def test_a_key_of_24_to_64_bytes_fits(size):
    assert list(signing_key_fits(given=key(size))) == []


@pytest.mark.parametrize("size", [0, 1, 23, 65, 200])
def test_a_key_of_another_length_is_told_which_it_has(size):
    [violation] = signing_key_fits(given=key(size))
    assert (violation.name, violation.code) == ("signingKeys", "invalid-length")
    assert f"heeft {size} bytes" in violation.reason


@pytest.mark.parametrize(
    "given",
    [
        "",
        "geheim",
        key(32).removeprefix("whsec_"),
        key(32).replace("whsec_", "WHSEC_"),
        key(32).replace("+", "-"),
        key(32).rstrip("="),
        key(32) + "\n",
        key(24) + "é",
        "whsec_" + key(32),
    ],
    ids=["nothing", "a word", "no prefix", "capitals", "of URLs", "no padding", "a line", "no ASCII", "two prefixes"],
)
def test_what_is_no_key_is_refused_and_not_shown(given):
    [violation] = signing_key_fits(given=given)
    assert (violation.name, violation.code) == ("signingKeys", "invalid")
    assert not given or given not in violation.reason


@pytest.mark.parametrize("given", BY_OPENSSL)
def test_a_signature_is_that_of_id_moment_and_body(given):
    assert derive_signature(event=EVENT, timestamp=AT, body=BODY, keys=[given]) == BY_OPENSSL[given]


def test_two_keys_both_sign():
    made = derive_signature(event=EVENT, timestamp=AT, body=BODY, keys=list(BY_OPENSSL))
    assert made == " ".join(BY_OPENSSL.values())


@pytest.mark.parametrize("other", [{"event": "anders"}, {"timestamp": AT + 1}, {"body": BODY + b" "}])
def test_each_part_counts(other):
    [given, _] = BY_OPENSSL
    facts = {"event": EVENT, "timestamp": AT, "body": BODY} | other
    assert derive_signature(**facts, keys=[given]) != BY_OPENSSL[given]
