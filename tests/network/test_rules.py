"""The network's rules on values: who represents whom and when, what kind an organisation may become, names of clubs."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from vorort.network import rules
from vorort.network.enums import OrganisationKind, Role

FIRST, LAST, DAY = date(2026, 12, 1), date(2026, 12, 14), date(2026, 11, 22)
ABSENT = rules.MemberFacts(1001, 5, "clerk", date(2026, 1, 1), None, ended=False)
COLLEAGUE = replace(ABSENT, user_id=2002)
PERIOD = rules.Period(FIRST, LAST)


def against(absent=ABSENT, substitute=COLLEAGUE, period=PERIOD, on=DAY):
    return [reason.code for reason in rules.reasons_against_substitution(absent, substitute, period, on=on)]


@pytest.mark.parametrize("other", [{}, {"user_id": 7}, {"valid_to": date(2027, 1, 31)}], ids=str)
def test_colleague_in_the_same_role_may_represent(other):
    assert against(substitute=replace(COLLEAGUE, **other)) == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"user_id": int("1001")}, "oneself"),
        ({"role": "proof_auditor"}, "other_role"),
        ({"organisation_id": 6}, "other_role"),
        ({"ended": True}, "not_member_throughout"),
        ({"valid_to": date(2026, 12, 13)}, "not_member_throughout"),
        ({"valid_from": date(2026, 12, 2)}, "not_member_throughout"),
    ],
)
def test_colleague_who_differs_may_not_and_the_reason_says_in_what(other, code):
    assert against(substitute=replace(COLLEAGUE, **other)) == [code]


def test_both_hold_their_role_to_the_last_day_and_from_the_first():
    limited = {"valid_from": FIRST, "valid_to": LAST}
    assert against(replace(ABSENT, **limited), replace(COLLEAGUE, **limited)) == []
    assert against(absent=replace(ABSENT, valid_to=date(2026, 12, 13))) == ["not_member_throughout"]


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (LAST, FIRST, ["ends_before_it_begins"]),
        (FIRST, FIRST, []),
        (date(2026, 11, 1), DAY, []),
        (date(2026, 11, 1), date(2026, 11, 21), ["long_past"]),
    ],
)
def test_period_runs_forward_and_is_not_over(first, last, codes):
    assert against(period=rules.Period(first, last)) == codes


@pytest.mark.parametrize("role", ["volunteer", "mediator", "council_member"])
def test_roles_without_a_desk_are_not_represented(role):
    assert against(replace(ABSENT, role=role), replace(COLLEAGUE, role=role)) == ["role_without_desk"]


def test_every_reason_is_told_beside_its_field():
    everything = rules.reasons_against_substitution(
        ABSENT, replace(ABSENT, role="auditor", ended=True), rules.Period(LAST, FIRST), on=DAY
    )
    assert [(reason.code, reason.field) for reason in everything] == [
        ("ends_before_it_begins", "valid_to"),
        ("oneself", "substitute"),
        ("other_role", "substitute"),
        ("not_member_throughout", "substitute"),
    ]


@pytest.mark.parametrize("value", [PERIOD, ABSENT], ids=["period", "member"])
def test_values_stand(value):
    with pytest.raises(FrozenInstanceError):
        value.valid_to = value.last = FIRST


# --- Kinds of organisations -------------------------------------------------------------------------------------------
INITIATIVE, ASSOCIATION = OrganisationKind.INITIATIVE, OrganisationKind.ASSOCIATION


def against_kind(before=ASSOCIATION, after=INITIATIVE, needed=(), known=()):
    reasons = rules.reasons_against_kind(before, after, needed=needed, known=known)
    return [(reason.code, reason.field) for reason in reasons]


@pytest.mark.parametrize("kind", ["ministry", "granting_authority", "centre", "operator"])
def test_what_programmes_and_figures_count_stays_and_comes_from_nothing_else(kind):
    fixed = OrganisationKind(kind)
    assert against_kind(before=fixed) == against_kind(after=fixed) == [("fixed_kind", "kind")]


def test_kind_that_has_every_needed_role_is_taken():
    both = (Role.VOLUNTEER, Role.ORGANISATION_ADMIN)
    assert against_kind() == []
    assert against_kind(needed=both, known=both) == []
    assert against_kind(known=both) == []


def test_roles_the_other_kind_lacks_are_named_by_the_alphabet():
    needed, known = (Role.VOLUNTEER, Role.MEDIATOR, Role.ORGANISATION_ADMIN), (Role.ORGANISATION_ADMIN,)
    [reason] = rules.reasons_against_kind(ASSOCIATION, INITIATIVE, needed=needed, known=known)
    assert (reason.code, reason.field) == ("roles_of_other_kind", "kind")
    assert "gibt es diese Rollen nicht: Ehrenamt, Sprachmittlung. " in str(reason.sentence)


# --- Names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Treff am Markt e. V.", "treff am markt"),
        ("TREFF  AM MARKT e.V.", "treff am markt"),
        ("Verein Treff am Markt", "treff am markt"),
        ("Vereinigung der Köche", "vereinigung der köche"),
        ("Straße", "strasse"),
        ("e. V.", ""),
    ],
)
def test_names_are_compared_without_legal_form_and_case(name, plain):
    assert rules.plain_name(name) == plain
