# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do."""

CONSUME = ("notificaties.consumeren",)
#: of an operator: how delivering stands, and the verbs of the desk, for the abonnementen of all
MANAGE = ("notificaties.beheren",)
DESK = (*CONSUME, *MANAGE)
PUBLISH = ("notificaties.publiceren",)
READ = (*CONSUME, *PUBLISH)
