# SPDX-License-Identifier: EUPL-1.2
"""Which scopes what takes; any of them will do."""

READ = ("autorisaties.lezen",)
CHANGE = ("autorisaties.bijwerken",)
