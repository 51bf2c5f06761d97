# SPDX-License-Identifier: EUPL-1.2
import base64
from collections import Counter
from pathlib import Path

import pytest

from servicekit.scopes import SCOPES
from servicekit.stack import StackError, load
from servicekit.stack.components import COMPONENTS

ROOT = Path(__file__).parents[3]
SECRET = "een geheim van de tests, van 32 bytes of meer"
GOOD = """
municipalities:
  - name: noord
    label: Noord
    rsin: "851234562"
    addresses: [http://localhost:8000]
    clients:
      - {id: demo, label: Demo, secret: {env: GEHEIM}, rights: all}
"""


def read(tmp_path, text, **environ):
    path = tmp_path / "stack.yaml"
    path.write_text(text)
    return load(path, {"GEHEIM": SECRET, **environ})


def faults(tmp_path, text, **environ):
    with pytest.raises(StackError) as raised:
        read(tmp_path, text, **environ)
    return raised.value.faults


def test_a_component_is_ours_below_the_address_unless_said_otherwise(tmp_path):
    municipality = read(tmp_path, GOOD).municipalities[0]
    assert municipality.places["zrc"].root == "http://localhost:8000/zaken/api/v1"
    assert municipality.secrets["demo"] == SECRET


def test_a_component_of_ours_is_reached_directly_unless_the_file_says_how(tmp_path):
    ways = {"DIRECT": "zaken=http://10.0.0.1:81 documenten=http://10.0.0.1:82 catalogi=http://10.0.0.1:83"}
    client = "client: {id: c, secret: {env: GEHEIM}}"
    foreign = f"    components:\n      catalogi: {{ours: false, root: https://elders.test/api/v1, {client}}}\n"
    said = "      documenten: {via: http://10.0.0.9:1}\n"
    places = read(tmp_path, GOOD + foreign + said, **ways).municipalities[0].places
    assert {code: places[code].via for code in ("zrc", "drc", "ztc", "nrc")} == {
        "zrc": "http://10.0.0.1:81",
        "drc": "http://10.0.0.9:1",
        "ztc": "",
        "nrc": "",
    }


def test_the_example_is_good():
    assert load(ROOT / "stack.example.yaml", {}).municipalities[0].label == "Gemeente Voorbeeldstad"


def test_a_fault_says_where_and_what_was_expected(tmp_path):
    found = faults(tmp_path, GOOD.replace('"851234562"', "851234562").replace("[http://localhost:8000]", "localhost"))
    assert found == [
        "municipalities[0].addresses: expected a list of addresses, found 'localhost'",
        "municipalities[0].rsin: expected an RSIN of 9 digits, in quotes, found 851234562",
    ]


def test_an_unknown_key_is_named(tmp_path):
    (fault,) = faults(tmp_path, GOOD.replace("    label: Noord", "    label: Noord\n    lable: x"))
    assert fault.startswith("municipalities[0]: unknown ('lable' was unexpected)")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ('"851234562"', '"851234563"'),
            "municipalities[0].rsin: expected 9 digits that pass the 11-proef, found '851234563'",
        ),
        (
            ("    label: Noord", "    label: Noord\n    prefix: zaken"),
            "municipalities[0].prefix: expected one path segment of a-z, 0-9 and - that is not taken (zaken,"
            " documenten, notificaties, catalogi, besluiten, autorisaties, docs, referentielijsten), or an empty"
            " string, found 'zaken'",
        ),
        (
            ("env: GEHEIM", "env: ANDER"),
            "municipalities[0].clients[0].secret: the environment variable ANDER is not set",
        ),
        (("${", "${"), None),
    ],
    ids=["11-proef", "prefix", "secret", "none"],
)
def test_what_cannot_be_is_said(tmp_path, change, fault):
    text = GOOD.replace(*change)
    if fault is None:
        assert read(tmp_path, text)
    else:
        assert faults(tmp_path, text) == [fault]


def test_the_secret_of_the_sandbox_is_refused_on_another_address(tmp_path):
    text = GOOD.replace("http://localhost:8000", "https://zaken.voorbeeldstad.nl")
    (fault,) = faults(tmp_path, text, GEHEIM="alleen-voor-de-zandbak-en-nergens-anders")
    assert "only accepted on loopback addresses" in fault
    assert read(tmp_path, GOOD, GEHEIM="alleen-voor-de-zandbak-en-nergens-anders")


def test_two_municipalities_may_not_share_a_root(tmp_path):
    second = GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid")
    assert any("already another municipality's" in fault for fault in faults(tmp_path, GOOD + second))


def test_a_variable_without_a_value_is_named(tmp_path):
    text = GOOD.replace("[http://localhost:8000]", "['http://localhost:${POORT}']")
    assert faults(tmp_path, text) == ["the environment variable POORT is not set"]


def test_what_is_no_yaml_or_not_there_is_said(tmp_path):
    assert "is not YAML" in faults(tmp_path, "a: [")[0]
    assert "a part that holds itself" in faults(tmp_path, "municipalities: &a [*a]")[0]
    with pytest.raises(StackError, match="cannot be read"):
        load(tmp_path / "geen.yaml", {})


def test_the_secret_of_a_component_differs_per_municipality(tmp_path):
    (tmp_path / "zaken").write_text(SECRET)
    second = GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid\n    prefix: zuid")
    noord, zuid = read(tmp_path, GOOD + second, SECRETS=str(tmp_path)).municipalities
    assert noord.places["zrc"].client.secret != zuid.places["zrc"].client.secret
    assert noord.places["drc"].client.secret == ""


def test_the_default_port_of_an_address_is_left_out_as_clients_do(tmp_path):
    text = GOOD.replace("http://localhost:8000", "'https://zgw.voorbeeldstad.nl:${POORT}'")
    municipality = read(tmp_path, text, POORT="443").municipalities[0]
    assert municipality.places["zrc"].root == "https://zgw.voorbeeldstad.nl/zaken/api/v1"
    assert read(tmp_path, text, POORT="80").municipalities[0].addresses == ("https://zgw.voorbeeldstad.nl:80",)


RIGHT = "rights: [{component: zaken, scopes: [audittrails.lezen]"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("localhost:8000", "Localhost:8000"), "municipalities[0].addresses[0]: expected an address in lower case"),
        (("localhost:8000", "localhost:abc"), "municipalities[0].addresses[0]: expected an address"),
        (("localhost:8000", "localhost:99999"), "municipalities[0].addresses[0]: expected an address"),
        (("localhost:8000", "u:p@localhost"), "municipalities[0].addresses[0]: expected an address"),
        (("[http://localhost:8000]", "['http://[::1']"), "municipalities[0].addresses[0]: expected an address"),
        (("municipalities:", "? [a]\n: b\nmunicipalities:"), "is not YAML: a key is a word here"),
        (("    label:", "    prefix: a\n    prefix: b\n    label:"), "is not YAML: the key 'prefix' stands here twice"),
        (("id: demo", "id: meent-zaken"), "municipalities[0].clients[0].id: expected an id that nobody else has"),
        (
            ("rights: all", "rights: [{component: zakken, scopes: [audittrails.lezen]}]"),
            "municipalities[0].clients[0].rights[0].component",
        ),
        (
            ("rights: all", "rights: [{component: zaken}]"),
            "municipalities[0].clients[0].rights[0]: 'scopes' is a required",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktpye: x}}]"),
            "municipalities[0].clients[0].rights[0]: unknown ('zaaktpye' was",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktype: MELDING}}]"),
            "municipalities[0].clients[0].rights[0].zaaktype: expected the",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktype: {{identificatie: MELDING}}}}]"),
            "municipalities[0].clients[0].rights[0].zaaktype: 'catalogus' is a required property",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktype: {{catalogus: VOORB, identificati: MELDING}}}}]"),
            "municipalities[0].clients[0].rights[0].zaaktype: unknown ('identificati' was",
        ),
        (
            ("rights: all", f"{RIGHT}, maxVertrouwelijkheidaanduiding: vertrouwlijk}}]"),
            "municipalities[0].clients[0].rights[0].maxVertrouwelijkheidaanduiding: expected one of openbaar",
        ),
        (
            ("rights: all", "rights: [{component: catalogi, scopes: [catalogi.lezen], zaaktype: 'https://x.nl/a'}]"),
            "municipalities[0].clients[0].rights[0].component: expected zaken, since it has a zaaktype",
        ),
        (
            (
                "    clients:",
                "    components: {catalogi: {ours: false, client: {id: x, secret: {env: GEHEIM}}}}\n    clients:",
            ),
            "municipalities[0].components.catalogi: 'root' is a required property; expected root and client, since it",
        ),
        (
            ("    clients:", "    components: {catalogi: {root: 'http://localhost:8000/zaken/api/v1'}}\n    clients:"),
            "municipalities[0]: http://localhost:8000/zaken/api/v1 is given twice",
        ),
    ],
)
def test_what_would_go_wrong_later_is_said_at_once(tmp_path, change, fault):
    found = faults(tmp_path, GOOD.replace(*change))
    assert [each[: len(fault)] for each in found] == [fault]


def test_a_right_may_be_for_all_types_of_a_catalogus(tmp_path):
    file = tmp_path / "stack.yaml"
    file.write_text(GOOD.replace("rights: all", f"{RIGHT}, zaaktype: {{catalogus: VOORB}}}}]"))
    [right] = load(file, {"GEHEIM": SECRET}).municipalities[0].clients["demo"].rights["autorisaties"]
    assert right["zaaktype"] == {"catalogus": "VOORB"}


def test_two_clients_of_one_id_are_refused(tmp_path):
    (fault,) = faults(tmp_path, GOOD + "      - {id: demo, label: Nog een, secret: {env: GEHEIM}}\n")
    assert fault == "municipalities[0].clients[1].id: expected an id that nobody else has, found 'demo'"


def test_what_is_not_utf_8_is_said(tmp_path):
    (tmp_path / "geheim").write_bytes(b"\xff\xfe")
    (fault,) = faults(tmp_path, GOOD.replace("env: GEHEIM", "file: geheim"))
    assert fault.endswith("geheim is not text in UTF-8")
    with pytest.raises(StackError, match="is not text in UTF-8"):
        load(tmp_path / "geheim", {})


def test_a_secret_that_stands_in_the_file_is_not_shown(tmp_path):
    (fault,) = faults(tmp_path, GOOD.replace("{env: GEHEIM}", "hunter2"))
    assert "hunter2" not in fault


def test_the_secret_of_the_sandbox_is_refused_on_the_root_of_a_component_too(tmp_path):
    root = "    components: {zaken: {root: 'https://zaken.voorbeeldstad.nl/api/v1'}}\n    clients:"
    (fault,) = faults(tmp_path, GOOD.replace("    clients:", root), GEHEIM="alleen-voor-de-zandbak-en-nergens-anders")
    assert "only accepted on loopback addresses" in fault


ZAKEN = (
    "zaken.lezen, zaken.aanmaken, zaken.bijwerken, zaken.statussen.toevoegen, zaken.heropenen,"
    " zaken.geforceerd-bijwerken, zaken.verwijderen, audittrails.lezen"
)
CATALOGI = "catalogi.lezen, catalogi.schrijven, catalogi.geforceerd-schrijven, catalogi.geforceerd-verwijderen"
NAMES = "zaken, documenten, notificaties, catalogi, besluiten, autorisaties"
RIGHTS = "`all`, or a list of one or more Autorisaties (without `rights` the Autorisaties API gives them)"
AT = "municipalities[0]"
AT_RIGHT = f"{AT}.clients[0].rights[0]"
TYPE = "zaaktype: {catalogus: VOORB, identificatie: MELDING}"
KEYS = "a list of one or more keys, the newest first, as [{file: secrets/encryption}]"
BAD = {  # what is changed in GOOD -> everything that is said of it
    "a scope of nothing": (
        ("rights: all", "rights: [{component: zaken, scopes: [zaken.lesen, audittrails.lezen]}]"),
        [
            f"{AT_RIGHT}: 'zaaktype' is a required property; expected zaaktype and maxVertrouwelijkheidaanduiding with"
            " scopes of zaken",
            f"{AT_RIGHT}: 'maxVertrouwelijkheidaanduiding' is a required property; expected zaaktype and"
            " maxVertrouwelijkheidaanduiding with scopes of zaken",
            f"{AT_RIGHT}.scopes[0]: expected a scope of zaken: {ZAKEN}, found 'zaken.lesen'",
        ],
    ),
    "a scope of another component": (
        ("rights: all", "rights: [{component: catalogi, scopes: [catalogi.lezen, zaken.lezen]}]"),
        [f"{AT_RIGHT}.scopes[1]: expected a scope of catalogi: {CATALOGI}, found 'zaken.lezen'"],
    ),
    "an audit trail where there is none": (
        ("rights: all", "rights: [{component: catalogi, scopes: [audittrails.lezen]}]"),
        [f"{AT_RIGHT}.scopes[0]: expected a scope of catalogi: {CATALOGI}, found 'audittrails.lezen'"],
    ),
    "no scopes": (
        ("rights: all", "rights: [{component: catalogi, scopes: []}]"),
        [f"{AT_RIGHT}.scopes: expected a list of one or more scopes, as [zaken.lezen], found an empty list"],
    ),
    "one scope without its list": (
        ("rights: all", "rights: [{component: catalogi, scopes: catalogi.lezen}]"),
        [f"{AT_RIGHT}.scopes: expected a list of one or more scopes, as [zaken.lezen], found 'catalogi.lezen'"],
    ),
    "no type where the standard asks one": (
        (
            "rights: all",
            "rights: [{component: zaken, scopes: [zaken.lezen], maxVertrouwelijkheidaanduiding: openbaar}]",
        ),
        [
            f"{AT_RIGHT}: 'zaaktype' is a required property; expected zaaktype and maxVertrouwelijkheidaanduiding with"
            " scopes of zaken"
        ],
    ),
    "no maximum where the standard asks one": (
        ("rights: all", f"rights: [{{component: zaken, scopes: [zaken.lezen], {TYPE}}}]"),
        [
            f"{AT_RIGHT}: 'maxVertrouwelijkheidaanduiding' is a required property; expected zaaktype and"
            " maxVertrouwelijkheidaanduiding with scopes of zaken"
        ],
    ),
    "no type of documents": (
        (
            "rights: all",
            "rights: [{component: documenten, scopes: [documenten.lock], maxVertrouwelijkheidaanduiding: geheim}]",
        ),
        [
            f"{AT_RIGHT}: 'informatieobjecttype' is a required property; expected informatieobjecttype and"
            " maxVertrouwelijkheidaanduiding with scopes of documenten"
        ],
    ),
    "no besluittype": (
        ("rights: all", "rights: [{component: besluiten, scopes: [besluiten.lezen]}]"),
        [f"{AT_RIGHT}: 'besluittype' is a required property; expected besluittype with scopes of besluiten"],
    ),
    "a component of nobody": (
        ("rights: all", "rights: [{component: zakken, scopes: [zaken.lezen]}]"),
        [f"{AT_RIGHT}.component: expected one of {NAMES}, found 'zakken'"],
    ),
    "an empty list of rights": (
        ("rights: all", "rights: []"),
        [f"{AT}.clients[0].rights: expected {RIGHTS}, found an empty list"],
    ),
    "rights that are a word": (
        ("rights: all", "rights: alles"),
        [f"{AT}.clients[0].rights: expected {RIGHTS}, found 'alles'"],
    ),
    "rights that are nothing": (
        ("rights: all", "rights:"),
        [f"{AT}.clients[0].rights: expected {RIGHTS}, found nothing"],
    ),
    "a space in an id": (
        ("id: demo", "id: de mo"),
        [f"{AT}.clients[0].id: expected a client id of 1 to 50 characters, none of them a space, found 'de mo'"],
    ),
    "a place of callbacks with a slash": (
        ("    clients:", "    callbacks: ['http://10.0.0.7/']\n    clients:"),
        [
            f"{AT}.callbacks[0]: expected where subscribers are: an address without a trailing slash, as"
            " http://10.0.0.7:8080, found 'http://10.0.0.7/'"
        ],
    ),
    "a prefix that the portal has": (
        ("    clients:", "    prefix: docs\n    clients:"),
        [
            f"{AT}.prefix: expected one path segment of a-z, 0-9 and - that is not taken ({NAMES}, docs,"
            " referentielijsten), or an empty string, found 'docs'"
        ],
    ),
    "no addresses": (
        ("[http://localhost:8000]", "[]"),
        [f"{AT}.addresses: expected a list of addresses, found an empty list"],
    ),
    "a component that is another's, without a client": (
        (
            "    clients:",
            "    components: {catalogi: {ours: false, root: 'https://ztc.example.nl/api/v1'}}\n    clients:",
        ),
        [f"{AT}.components.catalogi: 'client' is a required property; expected root and client, since it is not ours"],
    ),
    "a secret with two ways": (
        ("{env: GEHEIM}", "{env: GEHEIM, file: geheim}"),
        [
            f"{AT}.clients[0].secret: expected `{{file: path}}` or `{{env: NAME}}`: a secret itself never stands in"
            " this file, found a mapping"
        ],
    ),
    "a secret that stands here": (
        ("{env: GEHEIM}", "hunter2"),
        [
            f"{AT}.clients[0].secret: expected `{{file: path}}` or `{{env: NAME}}`: a secret itself never stands in"
            " this file, found a text that is not shown here"
        ],
    ),
    "https that is a word": (
        ("    clients:", "    https_callbacks: altijd\n    clients:"),
        [f"{AT}.https_callbacks: expected true or false: whether subscribers are told by https only, found 'altijd'"],
    ),
    "callbacks by http where https is asked": (
        ("    clients:", "    https_callbacks: true\n    callbacks: ['https://a.nl', 'http://b.nl']\n    clients:"),
        [f"{AT}.callbacks[1]: expected https, as https_callbacks asks, found 'http://b.nl'"],
    ),
    "an encryption key that stands here": (
        ("municipalities:", "encryption_keys: [hunter2]\nmunicipalities:"),
        [
            "encryption_keys[0]: expected `{file: path}` or `{env: NAME}`: a secret itself never stands in this file,"
            " found a text that is not shown here"
        ],
    ),
    "encryption keys that are one": (
        ("municipalities:", "encryption_keys: hunter2\nmunicipalities:"),
        [f"encryption_keys: expected {KEYS}, found a text that is not shown here"],
    ),
    "an empty list of encryption keys": (
        ("municipalities:", "encryption_keys: []\nmunicipalities:"),
        [f"encryption_keys: expected {KEYS}, found an empty list"],
    ),
    "municipalities that are a mapping": (
        ("  - name: noord\n    label", "    name: noord\n    label"),
        ["municipalities: expected a list of one or more, found a mapping"],
    ),
}


@pytest.mark.parametrize(("change", "said"), BAD.values(), ids=BAD)
def test_each_fault_of_a_file_is_said_in_these_words(tmp_path, change, said):
    text = GOOD.replace(*change)
    assert text != GOOD
    assert faults(tmp_path, text) == said


def test_every_component_has_scopes_and_no_scope_is_of_two_components_but_that_of_the_audit_trail():
    assert list(SCOPES) == list(COMPONENTS.values())
    assert [scope for scope, count in Counter(sum(SCOPES.values(), ())).items() if count > 1] == ["audittrails.lezen"]


def test_rights_with_all_that_the_standard_asks_are_taken(tmp_path):
    right = f"{{component: zaken, scopes: [zaken.lezen], {TYPE}, maxVertrouwelijkheidaanduiding: openbaar}}"
    (client,) = read(tmp_path, GOOD.replace("rights: all", f"rights: [{right}]")).municipalities[0].clients.values()
    assert client.rights["autorisaties"][0]["component"] == "zrc"


def test_a_secret_of_several_lines_is_refused(tmp_path):
    said = f"{AT}.clients[0].secret: the %s has several lines; expected a secret on one line"
    assert faults(tmp_path, GOOD, GEHEIM=f"{SECRET}\n{SECRET}\n") == [said % "environment variable GEHEIM"]
    (tmp_path / "geheim").write_text(f"{SECRET}\n\n{SECRET}")
    assert faults(tmp_path, GOOD.replace("env: GEHEIM", "file: geheim")) == [said % f"file {tmp_path / 'geheim'}"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (f"{SECRET}\n{SECRET}\n".encode(), "has several lines; expected a secret on one line"),
        (b" \n", "is empty"),
        (b"\xff", "is not text in UTF-8"),
    ],
)
def test_what_is_no_secret_of_a_component_is_refused_and_is_said_once(tmp_path, content, fault):
    (tmp_path / "zaken").write_bytes(content)
    both = GOOD + GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid\n    prefix: zuid")
    said = f"SECRETS: the file {tmp_path / 'zaken'} {fault}"
    assert faults(tmp_path, both, SECRETS=str(tmp_path)) == [said]


@pytest.mark.parametrize("size", [31, 32])
def test_a_short_secret_is_warned_of_here_and_refused_where_others_come(tmp_path, size):
    said = f"{AT}.clients[0].secret has 31 bytes; expected 32 or more, as `openssl rand -hex 32` makes"
    secret = "é" + "a" * (size - 2)
    warned = f"{tmp_path / 'stack.yaml'}: {said}; on an address that others reach it is refused"
    assert read(tmp_path, GOOD, GEHEIM=secret).warnings == ((warned,) if size < 32 else ())
    outside = GOOD.replace("http://localhost:8000", "https://zaken.voorbeeldstad.nl")
    if size < 32:
        assert faults(tmp_path, outside, GEHEIM=secret) == [said]
    else:
        assert read(tmp_path, outside, GEHEIM=secret).warnings == ()


def test_a_short_secret_of_a_component_is_one_too_and_is_said_once(tmp_path):
    (tmp_path / "zaken").write_text("geheim")
    both = GOOD + GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid\n    prefix: zuid")
    said = f"SECRETS: the file {tmp_path / 'zaken'} has 6 bytes; expected 32 or more, as `openssl rand -hex 32` makes"
    assert faults(tmp_path, both.replace("localhost", "voorbeeldstad.nl"), SECRETS=str(tmp_path)) == [said]
    assert said in read(tmp_path, GOOD, SECRETS=str(tmp_path)).warnings[0]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("http://localhost:8000/%7Ezaken/api/v1", "http://localhost:8000/~zaken/api/v1"),
        ("http://localhost:8000/oud/../zaken/api/v1", "http://localhost:8000/zaken/api/v1"),
    ],
)
@pytest.mark.parametrize("place", ["root", "former_root", "peer"])
def test_a_root_below_which_no_url_would_be_found_is_refused_with_the_one_that_works(tmp_path, place, written, normal):
    text = {
        "root": f"    components: {{zaken: {{root: '{written}'}}}}\n",
        "former_root": f"    components: {{zaken: {{former_roots: ['{written}']}}}}\n",
        "peer": f"    peers: [{{root: '{written}'}}]\n",
    }[place]
    said = f"municipalities[0]: {written} is written otherwise than URLs are compared; write {normal}"
    assert faults(tmp_path, GOOD + text) == [said]
    assert read(tmp_path, GOOD + text.replace(written, normal))


KEY = bytes(range(220, 252))
TEXT = base64.b64encode(KEY).decode()
WITH_KEYS = GOOD + "encryption_keys: [{file: secrets/new}, {env: OLD_KEY}]\n"


def test_encryption_keys_are_read_in_their_order_and_in_either_alphabet(tmp_path):
    assert {"+", "/"} & set(TEXT)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "new").write_text(base64.urlsafe_b64encode(KEY).decode() + "\n")
    (tmp_path / "stack.yaml").write_text(WITH_KEYS)
    found = load(tmp_path / "stack.yaml", {"GEHEIM": SECRET, "OLD_KEY": TEXT}, with_keys=True)
    assert found.encryption_keys == (KEY, KEY)
    assert TEXT not in repr(found)
    assert str(KEY) not in repr(found)


def test_who_has_no_need_of_encryption_keys_need_not_have_them(tmp_path):
    assert read(tmp_path, WITH_KEYS).encryption_keys == ()
    assert read(tmp_path, GOOD).encryption_keys == ()


def test_who_needs_an_encryption_key_is_told_how_to_make_one_and_where_to_name_it(tmp_path):
    (tmp_path / "stack.yaml").write_text(GOOD)
    with pytest.raises(StackError) as raised:
        load(tmp_path / "stack.yaml", {"GEHEIM": SECRET}, with_keys=True)
    [fault] = raised.value.faults
    assert fault.startswith("encryption_keys: missing; ")
    assert "`openssl rand -base64 32 > secrets/encryption`" in fault
    named = fault.rpartition("in this file: ")[2].strip("`")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "encryption").write_text(TEXT)
    (tmp_path / "stack.yaml").write_text(f"{GOOD}\n{named}\n")
    assert load(tmp_path / "stack.yaml", {"GEHEIM": SECRET}, with_keys=True).encryption_keys == (KEY,)


def test_a_file_that_names_no_encryption_key_has_that_beside_the_secrets_of_components(tmp_path):
    (tmp_path / "stack.yaml").write_text(GOOD)
    (tmp_path / "encryption").write_text(TEXT)
    given = {"GEHEIM": SECRET, "SECRETS": str(tmp_path)}
    assert load(tmp_path / "stack.yaml", given, with_keys=True).encryption_keys == (KEY,)
    assert load(tmp_path / "stack.yaml", given).encryption_keys == ()
    (tmp_path / "encryption").write_text(TEXT[4:])
    with pytest.raises(StackError) as raised:
        load(tmp_path / "stack.yaml", given, with_keys=True)
    [fault] = raised.value.faults
    assert fault.startswith(f"SECRETS: the file {tmp_path}/encryption: expected 32 bytes")
    (tmp_path / "stack.yaml").write_text(GOOD + "encryption_keys: [{env: OLD_KEY}]\n")
    assert load(tmp_path / "stack.yaml", given | {"OLD_KEY": TEXT}, with_keys=True).encryption_keys == (KEY,)


@pytest.mark.parametrize(
    "text", [TEXT[:-1], TEXT + "=", TEXT[4:], "x" * 44, SECRET, TEXT.replace("=", " ="), "a" * 43 + "é"]
)
def test_what_is_no_encryption_key_is_said_without_showing_it(tmp_path, text):
    (tmp_path / "stack.yaml").write_text(GOOD + "encryption_keys: [{env: GEHEIM}, {env: OLD_KEY}, {env: NONE}]\n")
    with pytest.raises(StackError) as raised:
        load(tmp_path / "stack.yaml", {"GEHEIM": SECRET, "OLD_KEY": text}, with_keys=True)
    said = "expected 32 bytes in base64, as `openssl rand -base64 32` makes, found a text that is not shown here"
    assert raised.value.faults == [
        f"encryption_keys[0]: {said}",
        f"encryption_keys[1]: {said}",
        "encryption_keys[2]: the environment variable NONE is not set",
    ]


def test_https_is_demanded_only_where_the_file_says_so(tmp_path):
    assert not read(tmp_path, GOOD).municipalities[0].https_callbacks
    said = GOOD.replace("    clients:", "    https_callbacks: true\n    callbacks: ['https://a.nl']\n    clients:")
    assert read(tmp_path, said).municipalities[0].https_callbacks
