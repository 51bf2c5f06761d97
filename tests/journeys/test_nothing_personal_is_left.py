# SPDX-License-Identifier: EUPL-1.2
"""What is personal goes with its zaak: from the registers, the journal and what was kept for a repeat."""

import psycopg
from psycopg import sql

from running.catalogue import publish
from running.paths import COMPONENTS
from running.subscribers import subscribe

BSN = "111222333"
TOLD = [
    ("zaak", "create"),
    ("rol", "create"),
    ("rol", "destroy"),
    ("rol", "create"),
    ("zaakinformatieobject", "create"),
    ("zaak", "partial_update"),
    ("zaak", "destroy"),
]
_TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def _places(sandbox, text):
    """(component, schema, table) of every row of every database in which a text stands, in whatever column."""
    found = []
    for component in COMPONENTS:
        url = sandbox.processes()[f"{component}-api"][0].environ()["DATABASE_URL"]
        with psycopg.connect(url) as connection:
            tables = connection.execute(_TABLES).fetchall()
            assert {schema for schema, _ in tables} >= {"m_noord", "m_zuid"}
            for schema, table in tables:
                query = sql.SQL("SELECT 1 FROM {} each WHERE each::text LIKE %s").format(sql.Identifier(schema, table))
                found += [(component, schema, table)] * len(connection.execute(query, [f"%{text}%"]).fetchall())
    return found


def test_no_database_holds_the_bsn_of_a_destroyed_zaak(sandbox, balie, subscriber):
    of = publish(balie)
    subscribe(balie, subscriber, "zaken")
    zaak = balie.post("zaken", "/zaken", of.zaak(toelichting=f"Aanvrager {BSN}"), Idempotency_Key=f"zaak van {BSN[:3]}")
    first = balie.post("zaken", "/rollen", of.rol(zaak["url"], BSN), X_Audit_Toelichting=f"Gebeld door {BSN}")
    assert balie.call("DELETE", "zaken", first["url"], X_Audit_Toelichting=f"Was {BSN}").status_code == 204
    balie.post("zaken", "/rollen", of.rol(zaak["url"], BSN))
    document = balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"]
    relation = {"zaak": zaak["url"], "informatieobject": document, "beschrijving": f"Van {BSN}"}
    balie.post("zaken", "/zaakinformatieobjecten", relation)
    balie.patch("zaken", zaak["url"], {"omschrijving": f"Melding van {BSN}"})
    name = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    assert balie.post("zaken", "/zaken/_zoek", {name: BSN}, status=200)["count"] == 1
    assert {component for component, _, _ in _places(sandbox, BSN)} == {"zaken"}

    answer = balie.call("DELETE", "zaken", zaak["url"], X_Audit_Toelichting=f"Bewaartermijn voorbij van {BSN}")
    assert answer.status_code == 204
    assert subscriber.wait_for(zaak["url"], len(TOLD)) == TOLD
    assert _places(sandbox, BSN) == []
