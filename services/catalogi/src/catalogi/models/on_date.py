# SPDX-License-Identifier: EUPL-1.2
"""The history model in SQL: types refer to each other by name, and a name stands for its version of a day.

Each function gives the SQL of a part that depends on the day (servicekit.representations.bodies): JSON text about the
row `r` on the day `%(day)s`. A query that it takes names the version `v`, since what is asked of a version is asked of
`v`.
"""

from servicekit.stack.components import MARKS

#: published, and the day is in its period; the last day of a period belongs to it (C10)
VALID = (
    "NOT v.concept AND v.begin_geldigheid <= %(day)s AND (v.einde_geldigheid IS NULL OR v.einde_geldigheid >= %(day)s)"
)


_BEGIN = f"""'"' || chr({ord(MARKS["ztc"])})"""


def url(collection: str, uuid: str) -> str:
    """The reference to a row as it stands in stored JSON, quotes and mark included."""
    return f"""{_BEGIN} || '{collection}/' || {uuid} || '"'"""


def marked(reference: str) -> str:
    """A stored reference `ztc:path` as it stands in stored JSON, quotes and mark included."""
    return f"{_BEGIN} || substr(to_json(substr({reference}, {1 + len('ztc:')}))::text, 2)"


def urls(collection: str, query: str) -> str:
    """The array of URLs of what a query gives: `uuid`, in the order of `place`."""
    return (
        f"SELECT '[' || COALESCE(string_agg({url(collection, 'x.uuid')}, ',' ORDER BY x.place), '') || ']'"
        f" FROM ({query}) x"
    )


def names(column: str, query: str) -> str:
    """The array of the different values of a column in a query that begins at FROM."""
    return f"SELECT COALESCE(json_agg(DISTINCT {column})::text, '[]') {query}"


def versions_of_names(given: str, table: str, name: str, catalogus: str) -> str:
    """`uuid` and `place` of the valid versions of the names in an array, looked up in a catalogus."""
    return (
        f"SELECT v.uuid, n.place FROM unnest({given}) WITH ORDINALITY n(name, place)"
        f" JOIN {table} v ON v.catalogus_id = {catalogus} AND v.{name} = n.name AND {VALID}"
    )


def object_period(versions: str) -> dict[str, str]:
    """The fields beginObject and eindeObject: the first and last day of all versions, a query that begins at FROM."""
    return {
        "beginObject": f"SELECT to_json(min(v.begin_geldigheid))::text {versions}",
        "eindeObject": (
            "SELECT CASE WHEN bool_or(v.einde_geldigheid IS NULL) THEN 'null'"
            f" ELSE to_json(max(v.einde_geldigheid))::text END {versions}"
        ),
    }


#: of what belongs to a zaaktype: beginObject and eindeObject are those of its zaaktype
OF_ZAAKTYPE = object_period(
    "FROM catalogi_zaaktype z JOIN catalogi_zaaktype v ON v.catalogus_id = z.catalogus_id"
    " AND v.identificatie = z.identificatie WHERE z.id = r.zaaktype_id"
)
