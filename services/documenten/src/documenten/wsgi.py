# SPDX-License-Identifier: EUPL-1.2
from servicekit.starting import serve

application = serve("documenten.settings")
