# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do."""

CONSUME = ("notificaties.consumeren",)
PUBLISH = ("notificaties.publiceren",)
READ = (*CONSUME, *PUBLISH)
