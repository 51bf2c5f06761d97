# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as a file: read, planned, applied and written; a part of that each."""
