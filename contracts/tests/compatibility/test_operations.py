# SPDX-License-Identifier: EUPL-1.2
"""What counts as a difference between two operations."""

import pytest

from compatibility.operations import compare_operations, operations_of

STRING = {"type": "string"}
ARRAY = {"type": "array", "items": STRING}


def parameter(name="zaak", where="query", schema=STRING, **rest):
    return {"name": name, "in": where, "schema": schema} | rest


def body(schema=STRING, media_type="application/json", **rest):
    return {"content": {media_type: {"schema": schema}}} | rest


def asks(*scopes, scheme="JWT-Claims"):
    return {"security": [{scheme: list(scopes)}]}


def test_an_equal_operation_has_no_findings(operation_findings):
    whole = asks("zaken.lezen") | {
        "parameters": [parameter(required=True)],
        "requestBody": body(required=True),
        "responses": {200: body(), "400": body(media_type="application/problem+json"), "204": {"description": "OK"}},
    }
    assert operation_findings(whole, whole) == []


def test_an_operation_that_is_not_there_is_named_and_no_finding(document):
    official = operations_of(document({"/zaken": {"get": {"operationId": "zaak_list", "responses": {}}}}))
    for ours in (None, document({"/zaken": {"post": {"operationId": "zaak_create", "responses": {}}}})):
        result = compare_operations(ours, official)
        assert (result.findings, result.present, result.absent) == ([], [], ["zaak_list"])


def test_an_operation_at_another_path_or_method_is_a_finding(document):
    official = operations_of(document({"/zaken/{uuid}": {"get": {"operationId": "zaak_read", "responses": {}}}}))
    for path, method in (("/zaak/{uuid}", "get"), ("/zaken/{uuid}", "post"), ("/zaken/{id}", "get")):
        ours = document({path: {method: {"operationId": "zaak_read", "responses": {}}}})
        (finding,) = compare_operations(ours, official).findings
        assert str(finding) == f"zaak_read path: differs {method.upper()} {path}, official GET /zaken/{{uuid}}"


def test_an_operation_with_another_id_is_a_finding(operation_findings):
    found = operation_findings({"operationId": "zaken_list"}, {})
    assert found == ["operationId: differs zaken_list, official zaak_list"]


def test_operations_of_our_own_are_no_finding(document):
    mine = document({"/wijzigingen": {"get": {"operationId": "wijziging_list", "responses": {}}}})
    result = compare_operations(mine, [])
    assert (result.findings, result.present, result.absent) == ([], [], [])


def test_a_contract_is_oas_3_0_3(document):
    (finding,) = compare_operations(document(openapi="3.1.0"), []).findings
    assert str(finding) == "document openapi: differs 3.1.0, wanted 3.0.3"


def test_other_scopes_are_a_finding(operation_findings):
    found = operation_findings(asks("zaken.lezen"), asks("zaken.lezen", "zaken.bijwerken"))
    assert len(found) == 1
    assert found[0].startswith("security: differs JWT-Claims (undefined) [zaken.lezen], official")
    assert len(operation_findings({}, asks("zaken.lezen"))) == 1
    assert len(operation_findings(asks("zaken.lezen"), {})) == 1
    assert len(operation_findings(asks("zaken.lezen"), asks("zaken.lezen", scheme="Token"))) == 1


def test_the_order_of_alternative_scopes_does_not_matter(operation_findings):
    assert operation_findings(asks("(a | b)", "c"), asks("c", "(b | a)")) == []
    assert len(operation_findings(asks("(a | b)"), asks("a", "b"))) == 1


def test_an_operation_without_security_has_that_of_its_document(operation_findings):
    assert operation_findings({}, asks("a"), security=[{"JWT-Claims": ["a"]}]) == []
    assert len(operation_findings({"security": []}, {}, security=[{"JWT-Claims": ["a"]}])) == 1


def test_a_scheme_of_another_type_is_a_finding(document):
    def whole(kind):
        paths = {"/zaken": {"get": {"operationId": "zaak_list", "responses": {}} | asks("a")}}
        return document(paths, components={"securitySchemes": {"JWT-Claims": kind}})

    official = whole({"type": "http", "scheme": "bearer"})
    result = compare_operations(whole({"type": "apiKey"}), operations_of(official))
    assert [finding.at for finding in result.findings] == ["security"]


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        ([], [parameter()], ["parameters.query.zaak: missing"]),
        ([], [parameter(required=True)], ["parameters.query.zaak: missing (required)"]),
        ([parameter(where="header")], [parameter()], ["parameters.query.zaak: missing"]),
        ([parameter(required=True)], [parameter()], ["parameters.query.zaak: required yes, official no"]),
        (
            [parameter("accept-crs", "header")],
            [parameter("Accept-Crs", "header", required=True)],
            ["parameters.header.Accept-Crs: required no, official yes"],
        ),
        ([parameter("eigen", required=True)], [], ["parameters.query.eigen: required yes, official has none"]),
        (
            [parameter(schema={"type": "integer"})],
            [parameter()],
            ["parameters.query.zaak: type integer, official string"],
        ),
        (
            [parameter(schema={"type": "array", "items": {"type": "integer"}})],
            [parameter(schema=ARRAY)],
            ["parameters.query.zaak[]: type integer, official string"],
        ),
        (
            [parameter(schema=ARRAY)],
            [parameter(schema=ARRAY, style="form", explode=False)],
            ["parameters.query.zaak: style form exploded, official form"],
        ),
        ([parameter(), parameter("eigen")], [parameter()], []),
        ([], [parameter("Content-Type", "header", required=True)], []),
        ([parameter(explode=False)], [parameter()], []),
    ],
)
def test_parameters(operation_findings, ours, official, expected):
    assert operation_findings({"parameters": ours}, {"parameters": official}) == expected


def test_parameters_of_the_path_and_by_reference_count(document):
    shared = {"components": {"parameters": {"page": parameter("page")}}}
    operation = {"operationId": "zaak_list", "responses": {}}
    official = document(
        {"/zaken": {"parameters": [parameter()], "get": operation | {"parameters": [{"$ref": PAGE}]}}}, **shared
    )
    missing = compare_operations(document({"/zaken": {"get": operation}}), operations_of(official)).findings
    assert [finding.at for finding in missing] == ["parameters.query.zaak", "parameters.query.page"]
    direct = document({"/zaken": {"get": operation | {"parameters": [parameter("page"), parameter()]}}})
    assert compare_operations(direct, operations_of(official)).findings == []


PAGE = "#/components/parameters/page"


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        (None, body(), ["request: missing"]),
        (body(required=True), None, ["request: required yes, official has none"]),
        (body(), None, []),
        (body(required=True), body(), ["request: required yes, official no"]),
        (body(), body(required=True), []),
        (body(), body(media_type="multipart/form-data"), ["request: mediaType lacks multipart/form-data"]),
        (body({"type": "integer"}), body(), ["request body: type integer, official string"]),
        ({"content": {"application/json": {}}}, body(), []),
    ],
)
def test_request_bodies(operation_findings, ours, official, expected):
    def with_body(value):
        return {} if value is None else {"requestBody": value}

    assert operation_findings(with_body(ours), with_body(official)) == expected


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        ({"201": body()}, {"200": body()}, ["response 200: missing"]),
        ({200: body(), "404": body()}, {"200": body()}, []),
        ({"200": {}}, {"200": body()}, ["response 200: mediaType lacks application/json"]),
        ({"204": body()}, {"204": {}}, ["response 204: body yes, official none"]),
        ({"200": body({"type": "integer"})}, {"200": body()}, ["response 200 body: type integer, official string"]),
    ],
)
def test_responses(operation_findings, ours, official, expected):
    assert operation_findings({"responses": ours}, {"responses": official}) == expected


def test_bodies_by_reference_are_compared(operation_findings):
    components = {"responses": {"400": body({"type": "integer"})}, "requestBodies": {"Zaak": body({"type": "integer"})}}
    referring = {
        "requestBody": {"$ref": "#/components/requestBodies/Zaak"},
        "responses": {"400": {"$ref": "#/components/responses/400"}},
    }
    direct = {"requestBody": body(), "responses": {"400": body()}}
    assert operation_findings(referring, referring, components=components) == []
    assert operation_findings(direct, referring, components=components) == [
        "request body: type string, official integer",
        "response 400 body: type string, official integer",
    ]


def test_a_fault_in_several_media_types_is_reported_once(operation_findings):
    def upload(schema):
        return {"requestBody": {"content": {kind: {"schema": schema} for kind in ("multipart/form-data", "text/csv")}}}

    found = operation_findings(upload({"type": "integer"}), upload(STRING))
    assert found == ["request body: type integer, official string"]
