# SPDX-License-Identifier: EUPL-1.2
from servicekit.stack.settings import serve

application = serve("documenten.settings")
