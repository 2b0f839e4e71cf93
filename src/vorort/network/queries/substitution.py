"""Whose work somebody sees besides her own, because she represents them (Vertretung)."""

from datetime import date

from vorort.network.capacity import Capacity
from vorort.network.models import Substitution


def represented_by(capacity: Capacity, on: date) -> frozenset[int]:
    """The user ids of the colleagues ``capacity`` represents on the day ``on``, without her own. One statement.

    All of them hold the same role at the same organisation. It widens what a list shows, never what may be done:
    who decides is always the reader herself, and four eyes look at her own user.
    """
    valid = Substitution.objects.valid_on(on).filter(
        substitute_id=capacity.id, absent__organisation_id=capacity.organisation_id, absent__role=capacity.role
    )
    return frozenset(valid.values_list("absent__user_id", flat=True))
