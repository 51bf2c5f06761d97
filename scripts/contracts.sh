#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes contracts/<component>/{openapi.yaml,representations.json} of every component from its code, and the JSON
# Schemas of its events, contracts/notificaties/events/<type>.json; with --check it only says which differ.
set -u
. "$(dirname "$0")/generating.sh"
for manage in services/*/manage.py; do
    .venv/bin/python "$manage" contract "$@" || failed=1
    .venv/bin/python "$manage" representations "$@" || failed=1
    .venv/bin/python "$manage" events "$@" || failed=1
done
exit $failed
