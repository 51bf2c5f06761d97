# SPDX-License-Identifier: EUPL-1.2
"""Checks contracts/<component>/openapi.yaml against the official files of the standard, in the folder ZGW_STANDARDS.

    ZGW_STANDARDS=... python contracts/compat.py [component ...]

What "compatible" means stands in compatibility/schemas.py and operations.py; what was chosen to differ in
contracts/<component>/deviations.toml, whose format compatibility/deviations.py explains.
"""

import sys

from compatibility.report import main

if __name__ == "__main__":
    sys.exit(main())
