# SPDX-License-Identifier: EUPL-1.2
"""The gateway of a Meent stack, and the launcher of its sandbox."""
