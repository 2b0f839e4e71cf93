"""An organisation that ends: everybody's roles and all invitations end with it, and nobody acts for it any more."""

from datetime import date

import pytest

from tests.network import factories
from tests.network.conftest import DAY
from tests.network.factories import acting
from vorort.core import messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.actions import ClubEntry
from vorort.network.capacity import capacities_of, recipients
from vorort.network.enums import InvitationState, OrganisationKind, Role
from vorort.network.models import Invitation, Membership, Organisation
from vorort.regions import actions as regions
from vorort.regions.models import Area, TerritorialUnit

pytestmark = pytest.mark.usefixtures("day")
EVE, MORROW = date(2026, 11, 21), date(2026, 11, 23)
OPERATOR = acting("operator", 999)
WHY = "Der Verein hat sich aufgelöst."


@pytest.fixture
def ada(place):
    return factories.membership(factories.user("Ada"), place, Role.ORGANISATION_ADMIN)


def end(place, actor=OPERATOR, reason=WHY):
    return actions.end_organisation(actor=actor, organisation=place, reason=reason)


def refused(action, **arguments):
    with pytest.raises(ActionRefused) as refusal:
        action(**arguments)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def logged(item):
    entries = HistoryEntry.objects.filter(stream=f"{item._meta.label_lower}:{item.pk}")
    return [(entry.action, entry.payload.values) for entry in entries]


# --- What ends --------------------------------------------------------------------------------------------------------
def test_today_is_its_last_day(place):
    end(place)
    assert Organisation.objects.get(pk=place.pk).ended_on == DAY
    assert [day for day in (EVE, DAY, MORROW) if Organisation.objects.existing_on(day).exists()] == [EVE, DAY]
    assert logged(place) == [("organisation.ended", {"actor": "Anna Berg", "reason": WHY})]


def test_nobody_acts_for_it_from_the_very_next_request(place, ada):
    later = factories.membership(factories.user("Bea"), place, Role.VOLUNTEER, valid_from=MORROW)
    elsewhere = factories.membership(ada.user, factories.organisation("Anderswo"), Role.VOLUNTEER)
    end(place)
    assert [capacity.id for capacity in capacities_of(ada.user_id, on=DAY)] == [elsewhere.pk]
    assert [capacity.role for capacity in capacities_of(ada.user_id, on=EVE)] == ["volunteer", "organisation_admin"]
    assert capacities_of(later.user_id, on=MORROW) == []
    assert recipients(place.pk, [Role.ORGANISATION_ADMIN], on=DAY) == []
    assert [action for action, _values in logged(ada)] == ["membership.ended"]


def test_role_that_was_over_keeps_its_last_day(place):
    past = factories.membership(factories.user("Bea"), place, Role.VOLUNTEER, valid_to=EVE)
    end(place)
    assert Membership.objects.get(pk=past.pk).ended_on is None


def test_each_person_is_told_once_with_the_reason(place, ada):
    factories.membership(ada.user, place, Role.VOLUNTEER)
    end(place)
    (message,) = messages.inbox(acting(Role.VOLUNTEER, place.pk, ada.user_id))
    assert messages.sentence_of(message) == (
        "Treff Soest ist beendet; niemand handelt mehr für diese Organisation. Grund: Der Verein hat sich aufgelöst."
    )


def test_open_invitations_are_taken_back_and_their_links_open_nothing(place):
    for email in ("a@ort.example", "b@ort.example"):
        actions.invite(actor=SYSTEM, organisation=place, email=email, roles=[Role.VOLUNTEER])
    taken, pending = Invitation.objects.order_by("email")
    actions.accept_as_newcomer(token=taken.token, name="A", password="x")
    end(place)
    assert [row.state_on(DAY) for row in Invitation.objects.order_by("email")] == [
        InvitationState.ACCEPTED,
        InvitationState.REVOKED,
    ]
    assert [action for action, _values in logged(pending)] == ["invitation.sent", "invitation.revoked"]
    token = pending.token
    assert refused(actions.accept_as_newcomer, token=token, name="B", password="x") == [("not_open", "")]


def test_membership_that_came_after_the_end_gives_nothing_from_the_next_day_on(place):
    end(place)
    late = factories.membership(factories.user("Bea"), place, Role.VOLUNTEER)
    assert capacities_of(late.user_id, on=MORROW) == []


# --- What is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_but_the_operator_ends_an_organisation(place, role):
    assert refused(end, place=place, actor=acting(role, place.pk)) == [("role", "")]
    assert Organisation.objects.get(pk=place.pk).ended_on is None


def test_installation_itself_ends_one(place):
    assert end(place, actor=SYSTEM).ended_on == DAY


def test_operator_never_ends_her_own_kind(place):
    Organisation.objects.filter(pk=place.pk).update(kind="operator")
    assert refused(end, place=place) == [("operator_stays", "")]


def test_organisation_ends_once_and_for_a_reason(place):
    assert refused(end, place=place, reason="  ") == [("no_reason", "reason")]
    end(place)
    assert refused(end, place=place) == [("ended", "")]


def test_organisation_that_begins_later_does_not_end_before(place):
    Organisation.objects.filter(pk=place.pk).update(exists_from=MORROW)
    assert refused(end, place=place) == [("not_begun", "")]


def test_organisation_that_was_only_planned_ends(place):
    Organisation.objects.filter(pk=place.pk).update(exists_from=None, planned_from=MORROW)
    assert end(place).ended_on == DAY


def test_nobody_is_invited_given_a_role_or_opened_there_any_more(place, ada):
    end(place)
    place = Organisation.objects.get(pk=place.pk)
    for actor in (SYSTEM, OPERATOR, acting("organisation_admin", place.pk)):
        asked = {"actor": actor, "organisation": place}
        assert refused(actions.invite, email="c@ort.example", roles=[Role.VOLUNTEER], **asked) == [("ended", "")]
        assert refused(actions.grant_role, user=ada.user, role=Role.VOLUNTEER, **asked) == [("ended", "")]
    centre = factories.organisation("KI Soest", planned_from=EVE)
    end(centre)
    assert refused(actions.open_centre, actor=SYSTEM, organisation=centre, exists_from=MORROW) == [("ended", "")]


def test_role_is_refused_also_from_a_page_that_was_open_before_the_end(place, ada):
    before = Organisation.objects.get(pk=place.pk)
    end(place)
    asked = {"actor": SYSTEM, "organisation": before}
    assert refused(actions.grant_role, user=ada.user, role=Role.VOLUNTEER, **asked) == [("ended", "")]
    assert refused(actions.invite, email="c@ort.example", roles=[Role.VOLUNTEER], **asked) == [("ended", "")]


# --- Clubs that wait for a centre which ends --------------------------------------------------------------------------
@pytest.fixture
def centre(db):
    regions.load_reference_units(actor=SYSTEM)
    centre = factories.organisation("KI Kreis Soest")
    Organisation.objects.filter(pk=centre.pk).update(area=Area.objects.get(code="centre-05974"))
    return centre


def waiting():
    entry = ClubEntry(
        name="Chor",
        kind=OrganisationKind.ASSOCIATION,
        unit=TerritorialUnit.objects.get(key="05974"),
        address="Markt 1",
        purpose="Singen",
        contact_name="Selma",
        contact_email="selma@chor.example",
    )
    return actions.confirm_address(token=actions.register_club(entry=entry).token)


def test_clubs_that_wait_go_to_the_other_centre_of_their_area(centre):
    registration = waiting()
    other = factories.organisation("KI Hellweg")
    Organisation.objects.filter(pk=other.pk).update(area=Area.objects.get(code="centre-05974"))
    lead = factories.membership(factories.user("Lea"), other, Role.CENTRE_LEAD)
    end(centre)
    registration.refresh_from_db()
    assert registration.responsible_id == other.pk
    assert logged(registration)[-1] == (
        "registration.handed_over",
        {"actor": "Anna Berg", "before": centre.pk, "after": other.pk},
    )
    (message,) = messages.inbox(acting(Role.CENTRE_LEAD, other.pk, lead.user_id))
    assert messages.sentence_of(message) == "„Chor“ hat sich angemeldet und wartet auf eine Entscheidung."


def test_without_another_centre_they_go_to_the_operator_and_decided_ones_stay(centre):
    registration, decided = waiting(), waiting()
    lead = factories.membership(factories.user("Lea"), centre, Role.CENTRE_LEAD)
    actor = acting(Role.CENTRE_LEAD, centre.pk, lead.user_id)
    actions.refuse_registration(actor=actor, registration=decided, reason="Kein Verein")
    end(centre)
    for row in (registration, decided):
        row.refresh_from_db()
    assert (registration.responsible_id, decided.responsible_id) == (None, centre.pk)


def test_club_that_confirms_its_address_after_the_end_does_not_wait_for_it(centre):
    end(centre)
    assert waiting().responsible_id is None
