# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take; any of them will do, for the type and level of the zaak (rules 3.2)."""

READ = ("zaken.lezen",)
CREATE = ("zaken.aanmaken",)
CHANGE = ("zaken.bijwerken", "zaken.geforceerd-bijwerken")
DESTROY = ("zaken.verwijderen",)
#: what is closed
FORCE = ("zaken.geforceerd-bijwerken",)
REOPEN = ("zaken.heropenen",)
#: a status: the first, any more, and one that may reopen
ADD_STATUSSEN = ("zaken.statussen.toevoegen",)
SET_STATUS = (*CREATE, *ADD_STATUSSEN, *REOPEN)
#: a relation with a document
RELATE = (*CREATE, *CHANGE)
PART = (*CHANGE, *DESTROY)
#: every scope by which a zaak is there for a client
ANY = (*SET_STATUS, *DESTROY, *READ, *CHANGE)
