# SPDX-License-Identifier: EUPL-1.2
"""Which scopes what takes; any of them will do."""

CONSUME = ("notificaties.consumeren",)
PUBLISH = ("notificaties.publiceren",)
READ = (*CONSUME, *PUBLISH)
