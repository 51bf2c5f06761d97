#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes the migrations that the models ask for; with --check it only says which are missing.
set -u
. "$(dirname "$0")/generating.sh"
for manage in services/*/manage.py; do
    # It warns that there is no database to compare with, which is meant.
    .venv/bin/python -W ignore "$manage" makemigrations --skip-checks --no-input -v 0 "$@" || {
        echo "$manage: the models ask for migrations that are not there; make migrations"
        failed=1
    }
done
exit $failed
