"""Clubs that register themselves: the link confirms the address, the centre of the area decides, duplicates show."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, HistoryPayload
from vorort.core.refusal import ActionRefused, NotFound
from vorort.network import actions, mailing
from vorort.network.actions import ClubEntry, registration
from vorort.network.enums import SELF_REGISTERING, OrganisationKind, Role
from vorort.network.models import ClubRegistration, Invitation, Organisation
from vorort.network.queries.registration import registration_file, registrations, waiting_registrations
from vorort.network.workflow import REGISTRATION
from vorort.regions import actions as regions
from vorort.regions.models import Area, TerritorialUnit

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def day():
    with clock.at(DAY):
        yield


@pytest.fixture
def land(db):
    regions.load_reference_units(actor=SYSTEM)


@pytest.fixture
def soest(land):
    return centre("05974")


@pytest.fixture
def lead(soest):
    return acting(Role.CENTRE_LEAD, soest.pk, hired("Lea Lead", soest, Role.CENTRE_LEAD).user_id)


@pytest.fixture
def sender(settings):
    settings.MAIL_FROM = "vorort@land.example"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def centre(key, exists_from=date(2012, 9, 1)):
    area = Area.objects.get(code=f"centre-{key}")
    return Organisation.objects.create(
        name=f"KI {area.name}",
        short_name=f"KI {key}",
        kind=OrganisationKind.CENTRE,
        area=area,
        planned_from=date(2012, 6, 25),
        exists_from=exists_from,
    )


def hired(name, place, role):
    return factories.membership(factories.user(name), place, role)


def register(name="Treff am Markt e. V.", key="05974", email="Selma@Treff.example", kind=OrganisationKind.ASSOCIATION):
    entry = ClubEntry(
        name=f" {name} ",
        kind=kind,
        unit=TerritorialUnit.objects.get(key=key),
        address="Markt 1",
        purpose="Offener Treff.",
        contact_name="Selma Kaya",
        contact_email=email,
    )
    return actions.register_club(entry=entry)


def waiting(**more):
    return actions.confirm_address(token=register(**more).token)


def refused(action, **arguments):
    with pytest.raises(ActionRefused) as refusal:
        action(**arguments)
    return [(reason.code, reason.field) for reason in refusal.value.reasons]


def acts(item):
    entries = HistoryEntry.objects.filter(stream=f"network.clubregistration:{item.pk}")
    return [entry.action for entry in entries]


# --- Registering ------------------------------------------------------------------------------------------------------
def test_registration_keeps_what_the_club_says_and_waits_for_its_address(land):
    stored = ClubRegistration.objects.get(pk=register().pk)
    assert (stored.name, stored.contact_email, stored.state) == (
        "Treff am Markt e. V.",
        "selma@treff.example",
        "unconfirmed",
    )
    assert (stored.received_on, stored.valid_to, stored.responsible) == (DAY, date(2026, 12, 6), None)
    assert str(stored) == "Treff am Markt e. V."


def test_log_keeps_no_contact(land):
    register()
    told = str(list(HistoryPayload.objects.values_list("values", flat=True)))
    assert "Treff am Markt" in told
    assert "selma" not in told.lower()


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind not in SELF_REGISTERING])
def test_no_authority_registers_itself(land, kind):
    with pytest.raises(ActionRefused):
        register(kind=kind)
    assert not ClubRegistration.objects.exists()


def test_fourth_registration_of_an_address_on_a_day_is_dropped_silently(land, sender):
    assert [bool(register(name=f"Verein {number}")) for number in range(4)] == [True, True, True, False]
    assert len(mail.outbox) == 3
    assert register(email="andere@treff.example")
    with clock.at(date(2026, 11, 23)):
        assert register()


# --- The address ------------------------------------------------------------------------------------------------------
def test_mailed_link_confirms_the_address(land, sender):
    registered = register()
    (letter,) = mail.outbox
    assert letter.to == ["selma@treff.example"]
    assert f"/netzwerk/verein-anmelden/{registered.token}/" in letter.body
    confirmed = actions.confirm_address(token=registered.token)
    assert (confirmed.state, confirmed.address_confirmed_on) == ("waiting", DAY)
    assert acts(confirmed) == ["registration.received", "registration.address_confirmed"]


def test_address_check_is_mailed_once_and_not_for_what_is_gone_or_over(land, sender):
    registered = register()
    mailing.email_address_check.func(registered.pk)
    mailing.email_address_check.func(999_999)
    ClubRegistration.objects.update(emailed_on=None)
    with clock.at(date(2026, 12, 7)):
        mailing.email_address_check.func(registered.pk)
    assert len(mail.outbox) == 1


def test_centre_of_the_area_is_responsible_and_told(soest, lead):
    coordinator, finance = hired("Kim", soest, Role.COORDINATOR), hired("Fee", soest, Role.FINANCE_CLERK)
    other = centre("05914")
    hired("Hagen", other, Role.CENTRE_LEAD)
    item = waiting()
    assert item.responsible == soest
    told = {user_id: inbox_of(user_id, soest) for user_id in (lead.user_id, coordinator.user_id, finance.user_id)}
    assert told == {lead.user_id: 1, coordinator.user_id: 1, finance.user_id: 0}
    (message,) = messages.inbox(lead)
    assert messages.sentence_of(message) == (
        "„Treff am Markt e. V.“ hat sich angemeldet und wartet auf eine Entscheidung."
    )
    assert (messages.kind_of(message).address, message.subject_id) == ("network:registration", item.pk)


def inbox_of(user_id, place):
    return messages.inbox(acting("x", place.pk, user_id)).count()


def test_without_a_working_centre_the_operator_is_responsible_and_told(land):
    centre("05974", exists_from=None)
    office = factories.organisation("Betrieb", kind=OrganisationKind.OPERATOR)
    operator = hired("Olga", office, Role.OPERATOR)
    item = waiting()
    assert item.responsible is None
    assert inbox_of(operator.user_id, office) == 1
    assert list(registrations(acting("operator", office.pk))) == [item]
    assert list(registrations(acting("centre_lead", office.pk))) == []


def test_link_confirms_once_and_to_its_last_day(land):
    registered = register()
    with clock.at(date(2026, 12, 7)):
        assert refused(actions.confirm_address, token=registered.token) == [("not_open", "")]
    with clock.at(date(2026, 12, 6)):
        actions.confirm_address(token=registered.token)
        assert refused(actions.confirm_address, token=registered.token) == [("not_open", "")]


def test_unknown_token_is_not_there(land):
    register()
    with pytest.raises(NotFound):
        actions.confirm_address(token="0" * 64)


def test_what_nobody_confirmed_is_forgotten_the_day_after_its_last(soest):
    kept, forgotten = waiting(), register(email="b@treff.example")
    registration.forget_unconfirmed(date(2026, 12, 6))
    assert ClubRegistration.objects.count() == 2
    registration.forget_unconfirmed(date(2026, 12, 7))
    registration.forget_unconfirmed(date(2026, 12, 7))
    assert list(ClubRegistration.objects.all()) == [kept]
    assert acts(forgotten) == ["registration.received", "registration.forgotten"]


# --- The decision -----------------------------------------------------------------------------------------------------
def test_confirmed_club_is_founded_for_its_own_place_and_its_contact_invited_as_admin(soest, lead):
    item = waiting()
    invitation = actions.confirm_registration(actor=lead, registration=item, name="Treff am Markt")
    club = invitation.organisation
    assert (club.name, club.kind, club.address, club.exists_from) == ("Treff am Markt", "association", "Markt 1", DAY)
    assert (club.area.code, club.area.name) == ("unit-05974", "Soest")
    assert (invitation.email, invitation.name, invitation.roles) == (
        "selma@treff.example",
        "Selma Kaya",
        ["organisation_admin"],
    )
    item.refresh_from_db()
    assert (item.state, item.organisation, item.decided_on, item.decided_by_id) == (
        "confirmed",
        club,
        DAY,
        lead.user_id,
    )
    assert acts(item)[-1] == "registration.confirmed"


def test_second_club_of_the_place_shares_its_area(soest, lead):
    for name in ("Treff", "Chor"):
        actions.confirm_registration(actor=lead, registration=waiting(name=name), name=name)
    assert Organisation.objects.filter(area__code="unit-05974").count() == 2


def test_name_that_is_taken_founds_nothing_and_says_so_beside_the_name(soest, lead):
    factories.organisation("Treff")
    item = waiting()
    assert refused(actions.confirm_registration, actor=lead, registration=item, name="Treff") == [
        ("name_taken", "name")
    ]
    item.refresh_from_db()
    assert item.state == "waiting"
    assert not Invitation.objects.exists()


def test_club_is_taken_in_as_another_kind_of_club_and_as_no_authority(soest, lead):
    item = waiting()
    asked = {"actor": lead, "registration": item, "name": "Treff"}
    for kind in (OrganisationKind.CENTRE, OrganisationKind.MINISTRY):
        assert refused(actions.confirm_registration, **asked, kind=kind) == [("kind", "kind")]
    item.refresh_from_db()
    assert (item.state, Organisation.objects.filter(name="Treff").count()) == ("waiting", 0)
    founded = actions.confirm_registration(**asked, kind=OrganisationKind.SPORTS_CLUB).organisation
    assert (founded.kind, ClubRegistration.objects.get(pk=item.pk).kind) == ("sports_club", "association")


def test_refused_club_reads_why(soest, lead, sender):
    item = waiting()
    mail.outbox.clear()
    decided = actions.refuse_registration(actor=lead, registration=item, reason=" Nicht im Gebiet tätig. ")
    assert (decided.state, decided.reason, decided.organisation) == ("refused", "Nicht im Gebiet tätig.", None)
    (letter,) = mail.outbox
    assert letter.to == ["selma@treff.example"]
    assert "Begründung: Nicht im Gebiet tätig." in letter.body
    assert acts(decided)[-1] == "registration.refused"


def test_refusal_without_mail_is_not_mailed_and_none_goes_for_another_state(soest, lead):
    item = waiting()
    mailing.email_refusal.func(item.pk)
    actions.refuse_registration(actor=lead, registration=item, reason="Nein.")
    assert mail.outbox == []


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_refusal_needs_a_reason(soest, lead, reason):
    asked = {"actor": lead, "registration": waiting(), "reason": reason}
    assert refused(actions.refuse_registration, **asked) == [("missing_value", "reason")]


def test_club_is_decided_once(soest, lead):
    item = waiting()
    actions.refuse_registration(actor=lead, registration=item, reason="Nein.")
    assert refused(actions.confirm_registration, actor=lead, registration=item, name="X") == [("state", "")]


# role: may decide at the responsible centre; the operator only where no centre is
DECIDES = {"centre_lead", "coordinator"}


@pytest.mark.parametrize("role", Role.values)
def test_only_lead_and_coordination_of_the_centre_decide(soest, role):
    item = waiting()
    against = REGISTRATION.reasons_against(item, "confirm", actor=acting(role, soest.pk), facts=None, on=DAY)
    assert (against == []) is (role in DECIDES)
    seen = ClubRegistration.objects.visible_to(acting(role, soest.pk)).exists()
    assert seen is (role in DECIDES)


def test_operator_decides_only_where_no_centre_is(soest):
    with_centre, without = waiting(), waiting(key="05914", email="b@treff.example")
    operator = acting("operator", soest.pk)
    assert [
        [reason.code for reason in REGISTRATION.reasons_against(item, "refuse", actor=operator, facts=None, on=DAY)]
        for item in (with_centre, without)
    ] == [["not_responsible"], []]


@pytest.mark.parametrize("role", ["centre_lead", "coordinator"])
def test_another_centre_neither_sees_nor_decides(soest, role):
    item, stranger = waiting(), acting(role, centre("05914").pk)
    assert list(registrations(stranger)) == []
    assert refused(actions.refuse_registration, actor=stranger, registration=item, reason="x") == [
        ("not_responsible", "")
    ]


def test_nobody_sees_what_is_not_confirmed(soest, lead):
    register()
    assert list(registrations(lead)) == list(waiting_registrations(lead)) == []
    assert list(registrations(acting("centre_lead", None))) == []


# --- What the centre reads --------------------------------------------------------------------------------------------
def test_waiting_ones_come_first_the_oldest_on_top(soest, lead):
    first, second, third = (waiting(name=name, email=f"{name}@v.example") for name in ("a", "b", "c"))
    actions.refuse_registration(actor=lead, registration=first, reason="Nein.")
    assert [row.pk for row in registrations(lead)] == [second.pk, third.pk, first.pk]
    assert [row.pk for row in waiting_registrations(lead)] == [second.pk, third.pk]


def test_same_name_in_the_same_area_is_shown_whatever_its_legal_form(soest, lead):
    known = actions.confirm_registration(actor=lead, registration=waiting(), name="Treff am Markt").organisation
    twin = waiting(name="TREFF AM MARKT e.V.", email="b@treff.example")
    decoys = [waiting(name="Treff am Marktplatz", email="c@treff.example"), waiting(key="05914", email="d@t.example")]
    TerritorialUnit.objects.create(
        key="05974040",
        name="Stadt Soest",
        short_name="Soest",
        kind="municipality",
        parent=TerritorialUnit.objects.get(key="05974"),
        source="Test",
    )
    town = waiting(name="Treff am Markt", key="05974040", email="f@treff.example")
    again = waiting(name="Treff am  Markt", email="e@treff.example")
    file = registration_file(again, on=DAY)
    assert list(file.same_organisations) == [(known.pk, "Treff am Markt")]
    assert list(file.same_registrations) == [(twin.pk, "TREFF AM MARKT e.V."), (town.pk, "Treff am Markt")]
    assert len(decoys) == 2


# --- The database -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "waiting", "address_confirmed_on": None}, "network_registration_address_first"),
        ({"state": "confirmed"}, "network_registration_confirmed_is_founded"),
        ({"state": "refused"}, "network_registration_refused_for_a_reason"),
    ],
)
def test_database_refuses_a_state_without_what_belongs_to_it(soest, changes, name):
    waiting()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ClubRegistration.objects.update(**changes)
