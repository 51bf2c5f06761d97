# SPDX-License-Identifier: EUPL-1.2
"""100,000 zaken to measure on: one made by the API itself, the others its copies."""

import psycopg
from psycopg.types.json import Jsonb

from servicekit.stack.components import MARKS

TYPES = 60
INFORMATIEOBJECTTYPE = "00000000-0000-4000-8000-000000000000"
_ZAAKTYPE = "ztc:zaaktypen/00000000-0000-4000-8000-{:012d}"


def mirror_types(connection: psycopg.Connection, root: str, number: int = TYPES) -> None:
    """Give the mirror its zaaktypen and a statustype, so that no other component is needed."""
    for i in range(number):
        body = {
            "url": f"{root}/zaaktypen/00000000-0000-4000-8000-{i:012d}",
            "identificatie": f"TYPE-{i}",
            "concept": False,
            "vertrouwelijkheidaanduiding": "openbaar",
            "productenOfDiensten": [],
            "doorlooptijd": "P30D",
            "servicenorm": "P20D",
            "informatieobjecttypeOmschrijving": [],
            "deelzaaktypen": [],
        }
        _mirror(connection, _ZAAKTYPE.format(i), "", body)
    for i in range(2):
        body = {"zaaktype": f"{root}/zaaktypen/00000000-0000-4000-8000-000000000000", "isEindstatus": bool(i)}
        reference = f"ztc:statustypen/00000000-0000-4000-8000-{i:012d}"
        _mirror(connection, reference, _ZAAKTYPE.format(0), body)


def mirror_informatieobjecttype(connection: psycopg.Connection, root: str) -> None:
    """Give the mirror the INFORMATIEOBJECTTYPE."""
    url = f"{root}/informatieobjecttypen/{INFORMATIEOBJECTTYPE}"
    body = {
        "url": url,
        "catalogus": f"{root}/catalogussen/00000000-0000-4000-8000-000000000000",
        "omschrijving": "Bijlage",
        "concept": False,
        "vertrouwelijkheidaanduiding": "openbaar",
    }
    _mirror(connection, f"ztc:informatieobjecttypen/{INFORMATIEOBJECTTYPE}", "", body)


def _mirror(connection: psycopg.Connection, reference: str, parent: str, body: dict) -> None:
    connection.execute(
        "INSERT INTO mirror_mirrored (reference, parent, body, etag, fetched) VALUES (%s, %s, %s, '', now())",
        [reference, parent, Jsonb(body)],
    )


def give_rights(connection: psycopg.Connection, root: str) -> None:
    """`alles` may everything; `beperkt` may read half of the types, at mixed levels."""
    everything = {"url": "http://ac/1", "label": "alles", "heeftAlleAutorisaties": True, "autorisaties": []}
    limited = {
        "url": "http://ac/2",
        "label": "beperkt",
        "heeftAlleAutorisaties": False,
        "autorisaties": [
            {
                "component": "zrc",
                "scopes": ["zaken.lezen"],
                "zaaktype": f"{root}/zaaktypen/00000000-0000-4000-8000-{number:012d}",
                "maxVertrouwelijkheidaanduiding": ("openbaar", "intern", "zeer_geheim")[number % 3],
            }
            for number in range(0, TYPES, 2)
        ],
    }
    for client_id, body in (("alles", everything), ("beperkt", limited)):
        connection.execute("INSERT INTO rights_application (client_id, body) VALUES (%s, %s)", [client_id, Jsonb(body)])
    connection.execute("UPDATE rights_state SET checked = now(), generation = generation + 1")


_COPIED = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = 'zaken_zaak'
  AND column_name NOT IN ('id', 'uuid', 'identificatie', 'zaaktype', 'niveau', 'body')
"""
_ZAKEN = """
INSERT INTO zaken_zaak (uuid, identificatie, zaaktype, niveau, body, {columns})
SELECT n.uuid, 'KOPIE-' || n.i, 'ztc:zaaktypen/00000000-0000-4000-8000-' || lpad((n.i %% %(types)s)::text, 12, '0'),
    (ARRAY[1, 3, 5])[1 + n.i %% 3],
    replace(replace(z.body, z.uuid::text, n.uuid::text), z.identificatie, 'KOPIE-' || n.i), {columns}
FROM zaken_zaak z, (SELECT i, gen_random_uuid() AS uuid FROM generate_series(1, %(number)s) i) n
"""
_ROLLEN = """
INSERT INTO zaken_rol (uuid, body, etag, shape, zaak_id, betrokkene, betrokkene_type, afwijkende_naam_betrokkene,
    roltype, omschrijving, omschrijving_generiek, roltoelichting, registratiedatum, indicatie_machtiging,
    betrokkene_identificatie)
SELECT gen_random_uuid(), '{}', '', '', id, '', 'natuurlijk_persoon', '', '', 'Initiator', 'initiator', '', now(), '',
    jsonb_build_object('inpBsn', lpad((id % 20000)::text, 9, '9'))
FROM zaken_zaak
"""


def multiply(connection: psycopg.Connection, number: int, roots: dict[str, str]) -> None:
    """Copy the one zaak there is until there are `number`, over all types and three levels, each with an initiator."""
    columns = ", ".join(row[0] for row in connection.execute(_COPIED))
    connection.execute(_ZAKEN.format(columns=columns), {"types": TYPES, "number": number - 1})
    connection.execute(_ROLLEN)
    # What the floor sends: the same bytes as the component, so with URLs where that keeps references.
    sent = "body"
    for code, root in roots.items():
        sent = f"replace({sent}, chr({ord(MARKS[code])}), '{root}/')"
    connection.execute(f"CREATE TABLE floor_zaak AS SELECT id, uuid, {sent} AS body FROM zaken_zaak")
    connection.execute("ALTER TABLE floor_zaak ADD PRIMARY KEY (id)")
    connection.execute("CREATE UNIQUE INDEX ON floor_zaak (uuid)")
    # As autovacuum would have done by itself after so many rows.
    connection.execute("VACUUM ANALYZE")
