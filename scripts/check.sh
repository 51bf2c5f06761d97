#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The laws: lint, format, imports, types, generated files that are what the code says, and the contracts.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=""

law() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed, $name"
}

law "lint" .venv/bin/ruff check .
law "format" .venv/bin/ruff format --check .
law "imports" .venv/bin/lint-imports --no-cache
law "types" .venv/bin/mypy --no-error-summary
law "reference" scripts/reference.sh --check
law "migrations" scripts/migrations.sh --check
law "contracts" scripts/contracts.sh --check
if [ -n "${ZGW_STANDARDS:-}" ]; then
    law "compatibility with the official files" .venv/bin/python contracts/compat.py
else
    echo "== compatibility: not checked, since ZGW_STANDARDS names no folder with the official OpenAPI files"
fi
law "architecture" .venv/bin/python -m pytest -q tests/architecture

if [ -n "$failed" ]; then
    echo "Broken:${failed#,}"
    exit 1
fi
