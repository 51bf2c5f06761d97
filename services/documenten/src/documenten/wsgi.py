# SPDX-License-Identifier: EUPL-1.2
from servicekit.settings import serve

application = serve("documenten.settings")
