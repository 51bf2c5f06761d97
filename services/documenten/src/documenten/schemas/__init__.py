# SPDX-License-Identifier: EUPL-1.2
from documenten.schemas.enkelvoudiginformatieobjecten import (
    EnkelvoudigInformatieObjectCreateLockRequestSchema,
    EnkelvoudigInformatieObjectCreateLockSchema,
    EnkelvoudigInformatieObjectSchema,
    EnkelvoudigInformatieObjectWithLockRequestSchema,
    VersieSchema,
)
from documenten.schemas.locks import LockEnkelvoudigInformatieObjectSchema, UnlockEnkelvoudigInformatieObjectSchema
from documenten.schemas.objectinformatieobjecten import ObjectInformatieObjectSchema

__all__ = [
    "EnkelvoudigInformatieObjectCreateLockRequestSchema",
    "EnkelvoudigInformatieObjectCreateLockSchema",
    "EnkelvoudigInformatieObjectSchema",
    "EnkelvoudigInformatieObjectWithLockRequestSchema",
    "LockEnkelvoudigInformatieObjectSchema",
    "ObjectInformatieObjectSchema",
    "UnlockEnkelvoudigInformatieObjectSchema",
    "VersieSchema",
]
