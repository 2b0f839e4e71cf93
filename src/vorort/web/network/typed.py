"""What the posted fields of the network's forms are called, for the pages that show again what was typed."""

from collections.abc import Iterable

from vorort.network.enums import OrganisationKind, Role
from vorort.web.network.forms import (
    ChangeForm,
    ClubForm,
    EndForm,
    FoundForm,
    GrantForm,
    InviteForm,
    NewcomerForm,
    OpenForm,
    RefusalForm,
    SubstitutionForm,
    TakeInForm,
)

FORMS = (
    *(ClubForm, FoundForm, InviteForm, GrantForm, TakeInForm, NewcomerForm, RefusalForm, EndForm, OpenForm),
    *(ChangeForm, SubstitutionForm),
)
HIDDEN = {"substitute", "unit", "area"}  # chosen by number or key; the choice is quickly made again


def labels(names: Iterable[str]) -> dict[str, str]:
    """The label of each posted field that a person can have filled in."""
    known = {name: str(field.label) for form in FORMS for name, field in form.base_fields.items()}
    return {name: known[name] for name in names if name in known and name not in HIDDEN}


def spoken(name: str, value: str) -> str:
    """A posted value as the page showed it: roles and kinds as their words."""
    if name in ("role", "roles") and value in Role.values:
        return str(Role(value).label)
    if name == "kind" and value in OrganisationKind.values:
        return str(OrganisationKind(value).label)
    return value
