"""What every action refuses alike: an old version, a foreign organisation, the wrong role. Nothing is written then."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.funding.world import DETAILS, FORMAL, PDF, PURPOSE, entries_of, fresh, hire, refused
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, review
from vorort.funding.actions.award import AwardText
from vorort.funding.models import Attachment
from vorort.network.enums import Role


@dataclass(frozen=True)
class Case:
    """An action: ``start`` (a step of the world) makes its object, ``who`` may do it, the role ``wrong`` may not."""

    start: str
    who: Callable[[Any], Any]
    wrong: Role
    run: Callable[..., Any]
    version: int


def coordinator(world):
    return world.district.coordinator


def lead(world):
    return world.district.lead


def clerk(world):
    return world.clerk


def officer(world):
    return world.officer


def _attachment_of(application_id):
    return Attachment.objects.get(application_id=application_id).pk


TEXT = AwardText(purpose=PURPOSE)
CASES = {
    "save_details": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: draft.save_details(
            capacity=who, application_id=pk, expected_version=version, details=replace(DETAILS, title="Anders")
        ),
        5,
    ),
    "save_items": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: draft.save_items(
            capacity=who, application_id=pk, expected_version=version, entries=[]
        ),
        5,
    ),
    "save_answers": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: draft.save_answers(
            capacity=who, application_id=pk, expected_version=version, answers={"remarks": "Danke."}
        ),
        5,
    ),
    "attach_file": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: draft.attach_file(
            capacity=who, application_id=pk, expected_version=version, name="mehr.pdf", content=PDF
        ),
        5,
    ),
    "remove_attachment": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: draft.remove_attachment(
            capacity=who, application_id=pk, expected_version=version, attachment_id=_attachment_of(pk)
        ),
        5,
    ),
    "request_sign_off": Case(
        "draft",
        coordinator,
        Role.FINANCE_CLERK,
        lambda who, pk, version: steps.request_sign_off(capacity=who, application_id=pk, expected_version=version),
        5,
    ),
    "return_to_draft": Case(
        "in_sign_off",
        lead,
        Role.FINANCE_CLERK,
        lambda who, pk, version: steps.return_to_draft(
            capacity=who, application_id=pk, expected_version=version, reason="Zu knapp."
        ),
        6,
    ),
    "submit_application": Case(
        "in_sign_off",
        lead,
        Role.COORDINATOR,
        lambda who, pk, version: steps.submit_application(capacity=who, application_id=pk, expected_version=version),
        6,
    ),
    "withdraw_application": Case(
        "submitted",
        lead,
        Role.COORDINATOR,
        lambda who, pk, version: steps.withdraw_application(
            capacity=who, application_id=pk, expected_version=version, reason="Kein Bedarf."
        ),
        7,
    ),
    "begin_formal_review": Case(
        "submitted",
        clerk,
        Role.RELEASING_OFFICER,
        lambda who, pk, version: review.begin_formal_review(capacity=who, application_id=pk, expected_version=version),
        7,
    ),
    "record_checks": Case(
        "in_formal_review",
        clerk,
        Role.RELEASING_OFFICER,
        lambda who, pk, version: review.record_checks(
            capacity=who, application_id=pk, expected_version=version, checks=FORMAL
        ),
        8,
    ),
    "begin_substantive_review": Case(
        "formally_checked",
        clerk,
        Role.RELEASING_OFFICER,
        lambda who, pk, version: review.begin_substantive_review(
            capacity=who, application_id=pk, expected_version=version
        ),
        9,
    ),
    "prepare_award": Case(
        "reviewed",
        clerk,
        Role.RELEASING_OFFICER,
        lambda who, pk, version: awards.prepare_award(
            capacity=who, application_id=pk, expected_version=version, text=TEXT
        ),
        11,
    ),
    "edit_award": Case(
        "prepared",
        clerk,
        Role.RELEASING_OFFICER,
        lambda who, pk, version: awards.edit_award(capacity=who, award_id=pk, expected_version=version, text=TEXT),
        1,
    ),
    "release_award": Case(
        "prepared",
        officer,
        Role.CLERK,
        lambda who, pk, version: awards.release_award(capacity=who, award_id=pk, expected_version=version),
        1,
    ),
    "notify_award": Case(
        "released",
        clerk,
        Role.PAYMENT_OFFICER,
        lambda who, pk, version: awards.notify_award(capacity=who, award_id=pk, expected_version=version),
        2,
    ),
    "waive_remedies": Case(
        "notified",
        lead,
        Role.FINANCE_CLERK,
        lambda who, pk, version: awards.waive_remedies(capacity=who, award_id=pk, expected_version=version),
        3,
    ),
}
FIRST_SIGHT = 0  # older than anything saved
every_action = pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])


def started(world, case):
    if case.start == "formally_checked":
        return world.check(world.in_formal_review(), FORMAL)
    return getattr(world, case.start)()


def foreign(world, person):
    """Somebody in the same role elsewhere."""
    elsewhere = {
        world.district.organisation.pk: world.city.organisation,
        world.authority.pk: world.foreign_authority,
    }[person.organisation_id]
    return hire(person.role, elsewhere)


def colleague(world, person, role):
    """Somebody in another role at the same place."""
    places = {world.district.organisation.pk: world.district.organisation, world.authority.pk: world.authority}
    return hire(role, places[person.organisation_id])


@every_action
def test_action_works_in_the_version_it_builds_on_and_leaves_an_entry_of_who_did_it(world, case):
    item, who = started(world, case), case.who(world)
    before = len(entries_of(item))
    assert item.version == case.version
    case.run(who, item.pk, case.version)
    assert fresh(item).version == case.version + (case.run is not CASES["prepare_award"].run)
    assert len(entries_of(item)) == before + (case.run is not CASES["prepare_award"].run)


@every_action
def test_action_on_an_older_version_is_a_conflict_that_shows_the_present_one(world, case):
    item, who = started(world, case), case.who(world)
    before = entries_of(item)
    with pytest.raises(VersionConflict) as conflict:
        case.run(who, item.pk, FIRST_SIGHT)
    assert conflict.value.current == item
    assert conflict.value.current.version == case.version
    assert entries_of(item) == before
    assert fresh(item).version == case.version


@every_action
def test_action_for_a_foreign_organisation_finds_nothing(world, case):
    item, who = started(world, case), case.who(world)
    before = entries_of(item)
    with pytest.raises(NotFound):
        case.run(foreign(world, who), item.pk, case.version)
    assert entries_of(item) == before
    assert fresh(item).version == case.version


@every_action
def test_action_of_another_role_at_the_same_place_is_refused(world, case):
    item, who = started(world, case), case.who(world)
    before = entries_of(item)
    with refused("role"):
        case.run(colleague(world, who, case.wrong), item.pk, case.version)
    assert entries_of(item) == before
    assert fresh(item).version == case.version


@every_action
def test_action_on_what_does_not_exist_finds_nothing(world, case):
    item, who = started(world, case), case.who(world)
    with pytest.raises((NotFound, Attachment.DoesNotExist)):
        case.run(who, item.pk + 1000, case.version)


@pytest.mark.parametrize(
    "action",
    ["save_details", "save_items", "save_answers", "attach_file", "remove_attachment", "request_sign_off"],
)
def test_nothing_of_an_application_in_sign_off_is_edited(world, action):
    application = world.in_sign_off()
    with refused("state"):
        CASES[action].run(world.district.coordinator, application.pk, 6)


@pytest.mark.parametrize(
    "action",
    ["begin_formal_review", "record_checks", "begin_substantive_review", "prepare_award", "edit_award"],
)
def test_authority_changes_nothing_of_a_decided_application(world, action):
    award = world.notified()
    item = award if action == "edit_award" else fresh(award.application)
    with refused("state"):
        CASES[action].run(world.clerk, item.pk, item.version)
