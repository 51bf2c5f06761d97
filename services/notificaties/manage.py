# SPDX-License-Identifier: EUPL-1.2
"""Management commands of notificaties: configure, worker, migrate, ..."""

from servicekit.starting import manage

if __name__ == "__main__":
    manage("notificaties.settings")
