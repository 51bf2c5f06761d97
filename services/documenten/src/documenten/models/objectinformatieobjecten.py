# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from documenten.models.enkelvoudiginformatieobjecten import EnkelvoudigInformatieObject
from documenten.rules import drc_003_uniek
from servicekit.representations.model import Represented


class ObjectInformatieObject(Represented):
    """That a document belongs to an object of another component, which leads the relation; this is its mirror."""

    main_field = "informatieobject"
    resource = "objectinformatieobject"
    collection = "objectinformatieobjecten"
    # The standard has neither audit line nor notification of it (rules 8 and 9).
    audited = False
    notifies = ()
    constraints = {"drc_003_uniek": drc_003_uniek.NOT_UNIQUE}

    informatieobject = models.ForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE, related_name="+")
    object = models.CharField(max_length=1000)
    object_type = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "informatieobject"], name="drc_003_uniek")]

    @property
    def weergave(self) -> str:
        return f"({self.informatieobject.weergave}) - {self.object_type}"
