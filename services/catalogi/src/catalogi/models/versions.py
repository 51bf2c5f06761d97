# SPDX-License-Identifier: EUPL-1.2
"""What PostgreSQL holds of the versions of a type, whoever writes them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import Expression, F, Func, Q, Value


def no_overlap(name: str, shared: str) -> ExclusionConstraint:
    """Of the published versions of a type in a catalogus, which share a name, no two are valid on a day (ztc-016).

    The actions say so first, under the lock of the catalogus. Being equal is the overlap of ranges of hashes, which
    needs no extension of PostgreSQL as comparing them does.
    """
    period = Func(F("begin_geldigheid"), F("einde_geldigheid"), Value("[]"), function="daterange")
    equal = [
        _alone(Func(F("catalogus"), Value(0), function="uuid_hash_extended")),
        _alone(Func(F(shared), Value(0), function="hashtextextended")),
    ]
    return ExclusionConstraint(
        name=name,
        expressions=[(each, RangeOperators.OVERLAPS) for each in (*equal, period)],
        condition=Q(concept=False),
    )


def _alone(number: Expression) -> Func:
    return Func(number, number, Value("[]"), function="int8range")
