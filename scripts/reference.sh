#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes docs/reference; with --check it only says which differ.
set -u
. "$(dirname "$0")/generating.sh"
exec .venv/bin/python scripts/reference.py "$@"
