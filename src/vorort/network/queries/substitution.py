"""Whose work somebody sees besides her own, because she represents them (Vertretung)."""

from datetime import date

from django.db.models import Exists, OuterRef

from vorort.network.enums import Role
from vorort.network.models import Substitution


def is_represented_by(substitute: int, *, organisation: int, role: Role, on: date) -> Exists:
    """Of a membership: whether the membership ``substitute`` represents its user on the day ``on``. No statement.

    All of them hold the same role at the same organisation. It widens what a list shows, never what may be done:
    who decides is always the reader herself, and four eyes look at her own user.
    """
    valid = Substitution.objects.valid_on(on).filter(
        substitute_id=substitute, absent__organisation_id=organisation, absent__role=role
    )
    return Exists(valid.filter(absent__user_id=OuterRef("user_id")))
