# SPDX-License-Identifier: EUPL-1.2
"""Relations that two components keep: one leads them, and the other has a counterpart of each."""
