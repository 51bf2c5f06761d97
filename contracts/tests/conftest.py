# SPDX-License-Identifier: EUPL-1.2
"""Small OpenAPI documents for the tests of the compatibility check."""

import sys
from itertools import count
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))  # where compat.py is run from

from compatibility.documents import Document
from compatibility.operations import compare_operations, operations_of
from compatibility.schemas import Comparison
from compatibility.shapes import node_at


@pytest.fixture
def document(tmp_path):
    """Writes an OpenAPI document (in a folder of its own, or as `path`) and reads it."""
    numbers = count()

    def make(paths=None, schemas=None, path=None, **rest):
        path = path or tmp_path / f"document-{next(numbers)}" / "openapi.yaml"
        path.parent.mkdir(exist_ok=True, parents=True)
        components = {"schemas": schemas or {}} | rest.pop("components", {})
        path.write_text(yaml.safe_dump({"openapi": "3.0.3", "paths": paths or {}, "components": components} | rest))
        return Document(path)

    return make


@pytest.fixture
def differences(document):
    """Compares two schemas (or two sets of named schemas, from the one named Root) and returns the printed lines."""

    def compare(ours, official, direction):
        nodes = []
        for schema in (ours, official):
            schemas = schema if "Root" in schema else {"Root": schema}
            nodes.append(node_at(document(schemas=schemas), {"$ref": "#/components/schemas/Root"}))
        found = Comparison().compare(*nodes, direction)
        return [f"{each.at}: {each.kind} {each.text}".rstrip() for each in found]

    return compare


@pytest.fixture
def operation_findings(document):
    """Compares an operation at GET /zaken of ours with the official one and returns the printed lines."""

    def compare(ours, official, **rest):
        def whole(operation):
            operation = {"operationId": "zaak_list", "responses": {}} | operation
            return document(paths={"/zaken": {"get": operation}}, **rest)

        result = compare_operations(whole(ours), operations_of(whole(official)))
        return [str(finding).removeprefix("zaak_list ") for finding in result.findings]

    return compare
