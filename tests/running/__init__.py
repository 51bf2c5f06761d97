# SPDX-License-Identifier: EUPL-1.2
"""A whole stack as a test's subject: started as `make up` does, spoken to as a client does."""
