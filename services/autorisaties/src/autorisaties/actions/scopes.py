# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do."""

READ = ("autorisaties.lezen",)
CHANGE = ("autorisaties.bijwerken",)
#: of any component, which asks it for no type in particular, and beside it the scope of reading the main object
TRAIL = ("audittrails.lezen",)
