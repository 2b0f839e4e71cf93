"""Substitution: who may enter it, what refuses it, whose work is seen by whom on which day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.network import factories
from tests.network.factories import acting
from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.network import actions
from vorort.network.capacity import of_membership
from vorort.network.enums import Role
from vorort.network.models import Membership, Substitution
from vorort.network.queries.members import SubstitutionLine, substitution_page
from vorort.network.queries.substitution import is_represented_by

FIRST, LAST, DAY = date(2026, 12, 1), date(2026, 12, 14), date(2026, 11, 22)


@pytest.fixture(autouse=True)
def day():
    with clock.at(DAY):
        yield


@pytest.fixture
def place(db):
    return factories.organisation("Bezirksregierung")


@pytest.fixture
def anna(place):
    return factories.membership(factories.user("Anna Berg"), place, Role.CLERK)


@pytest.fixture
def ben(place):
    return factories.membership(factories.user("Ben Cakir"), place, Role.CLERK)


def enter(absent, substitute, actor=None, valid_from=FIRST, valid_to=LAST):
    return actions.enter_substitution(
        actor=actor or of_membership(absent),
        absent=absent,
        substitute=substitute,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def refused(action, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        action(*args, **kwargs)
    return [reason.code for reason in refusal.value.reasons]


# --- Entering and ending ----------------------------------------------------------------------------------------------
def test_absent_person_enters_it_herself_and_the_log_says_so(anna, ben):
    substitution = enter(anna, ben)
    stored = Substitution.objects.get()
    assert (stored.absent, stored.substitute, stored.valid_from, stored.valid_to) == (anna, ben, FIRST, LAST)
    (entry,) = HistoryEntry.objects.filter(stream=f"network.substitution:{substitution.pk}")
    assert (entry.action, entry.actor_user_id) == ("substitution.entered", anna.user_id)
    assert entry.payload.values == {
        "actor": "Anna Berg, Sachbearbeitung, Bezirksregierung",
        "absent": anna.pk,
        "substitute": ben.pk,
        "valid_from": "2026-12-01",
        "valid_to": "2026-12-14",
    }


def test_admin_of_the_organisation_enters_and_ends_it(anna, ben, place):
    admin = acting(Role.ORGANISATION_ADMIN, place.pk)
    assert actions.end_substitution(actor=admin, substitution=enter(anna, ben, admin)).ended_on == DAY


@pytest.mark.parametrize(
    "actor", [acting(Role.ORGANISATION_ADMIN, 999), acting(Role.OPERATOR, 999), acting(Role.CLERK, 999)], ids=repr
)
def test_nobody_from_elsewhere_enters_or_ends_it(anna, ben, actor):
    assert refused(enter, anna, ben, actor) == ["role"]
    assert refused(actions.end_substitution, actor=actor, substitution=enter(anna, ben)) == ["role"]


def test_the_colleague_who_represents_neither_enters_nor_ends_it(anna, ben):
    assert refused(enter, anna, ben, of_membership(ben)) == ["role"]
    assert refused(actions.end_substitution, actor=of_membership(ben), substitution=enter(anna, ben)) == ["role"]


def test_absent_person_enters_nothing_for_her_role_in_another_house(anna, ben, place):
    elsewhere = factories.membership(anna.user, factories.organisation("KI Kreis"), Role.CLERK)
    assert refused(enter, anna, ben, of_membership(elsewhere)) == ["role"]


def test_what_the_rule_refuses_writes_nothing(anna, place):
    auditor = factories.membership(factories.user("Cem"), place, Role.PROOF_AUDITOR)
    assert refused(enter, anna, auditor) == ["other_role"]
    assert not Substitution.objects.exists()


def test_who_has_been_ended_does_not_represent(anna, ben):
    Membership.objects.filter(pk=ben.pk).update(ended_on=DAY)
    assert refused(enter, anna, ben) == ["not_member_throughout"]


@pytest.mark.parametrize(("first", "last"), [(LAST, date(2026, 12, 20)), (date(2026, 11, 30), FIRST)])
def test_same_substitution_for_an_overlapping_time_is_refused(anna, ben, first, last):
    enter(anna, ben)
    assert refused(enter, anna, ben, valid_from=first, valid_to=last) == ["represented_already"]


def test_same_substitution_may_follow_the_day_after_or_when_the_first_was_ended(anna, ben):
    first = enter(anna, ben)
    enter(anna, ben, valid_from=date(2026, 12, 15), valid_to=date(2026, 12, 20))
    actions.end_substitution(actor=of_membership(anna), substitution=first)
    assert enter(anna, ben).pk


def test_two_colleagues_may_represent_in_the_same_days(anna, ben, place):
    cem = factories.membership(factories.user("Cem"), place, Role.CLERK)
    assert enter(anna, ben).pk != enter(anna, cem).pk


def test_ended_substitution_is_not_ended_twice_and_the_log_has_one_entry(anna, ben):
    substitution = enter(anna, ben)
    actions.end_substitution(actor=of_membership(anna), substitution=substitution)
    assert refused(actions.end_substitution, actor=of_membership(anna), substitution=substitution) == ["over_already"]
    entries = HistoryEntry.objects.filter(stream=f"network.substitution:{substitution.pk}").values_list("action")
    assert list(entries) == [("substitution.entered",), ("substitution.ended",)]


def test_substitution_past_its_last_day_is_not_ended_again(anna, ben):
    substitution = enter(anna, ben)
    with clock.at(date(2026, 12, 15)):
        assert refused(actions.end_substitution, actor=of_membership(anna), substitution=substitution) == [
            "over_already"
        ]


# --- Whose work is seen -----------------------------------------------------------------------------------------------
def represented_by(capacity, on):
    """The users whose work ``capacity`` sees."""
    represented = is_represented_by(capacity.id, organisation=capacity.organisation_id, role=capacity.role, on=on)
    return set(Membership.objects.filter(represented).values_list("user_id", flat=True))


@pytest.mark.parametrize(
    ("on", "seen"),
    [(date(2026, 11, 30), False), (FIRST, True), (LAST, True), (date(2026, 12, 15), False)],
    ids=str,
)
def test_work_is_seen_from_the_first_day_to_the_last(anna, ben, on, seen):
    enter(anna, ben)
    assert represented_by(of_membership(ben), on) == ({anna.user_id} if seen else set())


def test_absent_person_does_not_see_the_work_of_who_represents_her(anna, ben):
    enter(anna, ben)
    assert represented_by(of_membership(anna), FIRST) == set()


def test_other_role_or_house_of_the_substitute_sees_nothing(anna, ben, place):
    enter(anna, ben)
    auditor = factories.membership(ben.user, place, Role.PROOF_AUDITOR)
    elsewhere = factories.membership(ben.user, factories.organisation("KI Kreis"), Role.CLERK)
    assert represented_by(of_membership(auditor), FIRST) == set()
    assert represented_by(of_membership(elsewhere), FIRST) == set()


def test_ended_substitution_shows_nothing_from_the_day_it_was_ended(anna, ben):
    substitution = enter(anna, ben)
    with clock.at(date(2026, 12, 5)):
        actions.end_substitution(actor=of_membership(anna), substitution=substitution)
    assert represented_by(of_membership(ben), date(2026, 12, 4)) == {anna.user_id}
    assert represented_by(of_membership(ben), date(2026, 12, 5)) == set()


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_it_ends_with_the_membership_of_either(anna, ben, who):
    enter(anna, ben)
    capacity = of_membership(ben)
    Membership.objects.filter(user={"anna": anna, "ben": ben}[who].user).update(ended_on=FIRST)
    assert represented_by(capacity, FIRST) == set()


def test_whose_work_is_seen_takes_one_statement_for_one_and_for_thirty(ben, place, django_assert_num_queries):
    for number in range(30):
        enter(factories.membership(factories.user(f"Person {number}"), place, Role.CLERK), ben)
    with django_assert_num_queries(1):
        assert len(represented_by(of_membership(ben), FIRST)) == 30


# --- The page's read model --------------------------------------------------------------------------------------------
def test_page_offers_colleagues_in_the_same_role_and_lists_what_is_not_over(anna, ben, place):
    cem = factories.membership(factories.user("Cem"), place, Role.CLERK)
    factories.membership(factories.user("Prüferin"), place, Role.PROOF_AUDITOR)
    factories.membership(factories.user("Gegangen"), place, Role.CLERK, valid_to=date(2026, 11, 21))
    factories.membership(factories.user("Woanders"), factories.organisation("KI Kreis"), Role.CLERK)
    entered, ended = enter(anna, cem), enter(anna, ben)
    actions.end_substitution(actor=of_membership(anna), substitution=ended)
    page = substitution_page(anna, on=DAY)
    assert page.colleagues == [(ben.pk, "Ben Cakir"), (cem.pk, "Cem")]
    assert page.entered == [SubstitutionLine(entered.pk, "Cem", FIRST, LAST)]
    assert substitution_page(anna, on=date(2026, 12, 15)).entered == []


def test_whose_substitutions_somebody_sees(anna, ben, place):
    substitution = enter(anna, ben)
    seen = {
        "herself": of_membership(anna),
        "the one who represents": of_membership(ben),
        "the admin": acting(Role.ORGANISATION_ADMIN, place.pk),
        "an admin elsewhere": acting(Role.ORGANISATION_ADMIN, 999),
        "the operator": acting(Role.OPERATOR, 999),
        "the installation": SYSTEM,
    }
    visible = [who for who, actor in seen.items() if substitution in Substitution.objects.visible_to(actor)]
    assert visible == ["herself", "the admin"]


# --- The database -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"valid_to": date(2026, 11, 30)}, "network_substitution_ends_after_it_began"),
        ({"same": True}, "network_substitution_by_somebody_else"),
    ],
)
def test_database_refuses_what_no_rule_saw(anna, ben, changed, name):
    row = Substitution(absent=anna, substitute=ben, valid_from=FIRST, valid_to=changed.get("valid_to", LAST))
    row.substitute = anna if "same" in changed else ben
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


def test_substitution_names_both_memberships(anna, ben):
    assert str(enter(anna, ben)) == f"{ben.pk} für {anna.pk}"
