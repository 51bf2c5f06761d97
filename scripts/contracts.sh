#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes contracts/<component>/openapi.yaml of every component from its code; with --check it only says which differ.
set -u
cd "$(dirname "$0")/.." || exit 1
# A contract is made without a database, but the settings ask for one.
export DATABASE_URL="postgresql://nobody:nothing@127.0.0.1:1/none" STACK="stack.example.yaml" LOG_LEVEL="ERROR"
failed=0
for manage in services/*/manage.py; do
    .venv/bin/python "$manage" contract "$@" || failed=1
done
exit $failed
