"""Organisations, people and memberships in one line each, past the actions. What the actions do is tested beside."""

from datetime import date

from vorort.accounts.models import User
from vorort.core.actor import SystemActor
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation
from vorort.regions.models import Area

BEGINNING = date(2026, 1, 1)


def area(code="kreis"):
    return Area.objects.get_or_create(code=code, defaults={"name": "Beispielkreis", "source": "Test"})[0]


def organisation(name, kind=OrganisationKind.CENTRE, **dates):
    dates = dates or {"exists_from": BEGINNING}
    return Organisation.objects.create(name=name, short_name=f"{name} kurz", kind=kind, area=area(), **dates)


def user(name, **fields):
    return User.objects.create_user(email=f"{name.lower().replace(' ', '.')}@ort.example", name=name, **fields)


def membership(person, place, role=Role.COORDINATOR, valid_from=BEGINNING, valid_to=None):
    return Membership.objects.create(
        user=person, organisation=place, role=role, valid_from=valid_from, valid_to=valid_to
    )


def acting(role, organisation_id=3, user_id=7):
    """Somebody in a role, as values."""
    return SystemActor(label="Anna Berg", user_id=user_id, organisation_id=organisation_id, role=role)
