#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every test but the faults, a process per component, since each is a Django project of its own.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=""

run() {
    echo "== $*"
    # What was skipped is said, as what needs RabbitMQ where that is not installed.
    .venv/bin/python -m pytest -q -rs "$@" || failed="$failed $1"
}

run servicekit/tests -n 2
for folder in services/*/tests; do
    run "$folder" -n 2
done
run gateway/tests
run contracts/tests -n 2
run tests/architecture
run tests/journeys

if [ -n "$failed" ]; then
    echo "Failed:$failed"
    exit 1
fi
