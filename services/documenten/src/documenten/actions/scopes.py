# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do."""

READ = ("documenten.lezen",)
CREATE = ("documenten.aanmaken",)
CHANGE = ("documenten.bijwerken", "documenten.geforceerd-bijwerken")
DESTROY = ("documenten.verwijderen",)
LOCK = ("documenten.lock",)
FORCE_UNLOCK = ("documenten.geforceerd-unlock",)
UNLOCK = (*LOCK, *FORCE_UNLOCK)
