# SPDX-License-Identifier: EUPL-1.2
"""Is a contract of ours compatible with the official OpenAPI file of the standard? Run by ../compat.py."""
