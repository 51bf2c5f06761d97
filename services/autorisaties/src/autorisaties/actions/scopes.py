# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do."""

READ = ("autorisaties.lezen",)
CHANGE = ("autorisaties.bijwerken",)
