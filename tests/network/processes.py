"""What processes do at once in test_parallel_work: one call each, and what came of it in a word."""

from collections.abc import Callable

from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.capacity import of_membership
from vorort.network.enums import Role
from vorort.network.models import ClubRegistration, Membership, Organisation


def end_each_other(number: int, members: list[int]) -> str:
    """The admin of this process ends the other one."""
    own, other = (Membership.objects.get(pk=members[index]) for index in (number, 1 - number))
    return _word(lambda: actions.end_membership(actor=of_membership(own), membership=other))


def accept(number: int, users: list[int], token: str) -> str:
    """The account of this process accepts the link."""
    return _word(lambda: actions.accept_invitation(user=User.objects.get(pk=users[number]), token=token))


def end_or_join(number: int, join: str, place: int, user: int, token: str) -> str:
    """The first process ends the organisation, the second one's account comes in."""
    organisation, person = Organisation.objects.get(pk=place), User.objects.get(pk=user)
    if number == 0:
        return _word(lambda: actions.end_organisation(actor=SYSTEM, organisation=organisation, reason="Aufgelöst"))
    if join == "accept_one":
        return _word(lambda: actions.accept_invitation(user=person, token=token))
    role = Role.COORDINATOR
    return _word(lambda: actions.grant_role(actor=SYSTEM, user=person, organisation=organisation, role=role))


def take_in(number: int, lead: int, registrations: list[int]) -> str:
    """The lead takes in the club of this process."""
    registration = ClubRegistration.objects.get(pk=registrations[number])
    actor = of_membership(Membership.objects.get(pk=lead))
    name = f"Verein {number}"
    return _word(lambda: actions.confirm_registration(actor=actor, registration=registration, name=name))


def _word(act: Callable[[], object]) -> str:
    try:
        act()
    except ActionRefused as refused:
        return refused.reasons[0].code
    return "done"
