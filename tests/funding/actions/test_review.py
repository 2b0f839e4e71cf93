"""The authority's steps before the decision."""

import pytest

from tests.funding.world import FORMAL, SUBSTANTIVE, TODAY, fresh, last_entry, refused
from vorort.funding.actions import review
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.funding.models import ReviewCheck

FAILED = CheckEntry(CheckResult.FAILED, "Zu spät begonnen.")


def begin_substantive_review(world, application):
    return review.begin_substantive_review(
        capacity=world.clerk, application_id=application.pk, expected_version=application.version
    )


def test_clerk_takes_the_application_up(world):
    application = review.begin_formal_review(
        capacity=world.clerk, application_id=world.submitted().pk, expected_version=7
    )
    assert (fresh(application).state, application.version) == ("formal_review", 8)
    assert last_entry(application).action == "application.formal_review_begun"
    assert last_entry(application).actor_user_id == world.clerk.user_id


def test_points_are_kept_with_who_noted_them_and_when(world):
    application = world.check(world.in_formal_review(), {CheckCode.COMPLETE: CheckEntry(CheckResult.REMARK, "Fast.")})
    check = ReviewCheck.objects.get(application=application)
    assert (check.code, check.result, check.remark) == ("complete", "remark", "Fast.")
    assert (check.checked_by_id, check.checked_on) == (world.clerk.user_id, TODAY)
    assert (application.state, application.version) == ("formal_review", 9)
    assert last_entry(application).action == "application.checked"
    assert last_entry(application).payload.values["results"] == {"complete": "remark"}


def test_later_result_replaces_the_earlier_and_leaves_the_others(world):
    application = world.check(world.in_formal_review(), FORMAL)
    again = review.record_checks(
        capacity=world.second_clerk,
        application_id=application.pk,
        expected_version=9,
        checks={CheckCode.NOT_BEGUN: FAILED},
    )
    results = dict(ReviewCheck.objects.filter(application=again).values_list("code", "result"))
    assert results == {"complete": "ok", "eligible": "ok", "threshold": "ok", "not_begun": "failed"}
    assert ReviewCheck.objects.get(code="not_begun").checked_by_id == world.second_clerk.user_id


def test_formal_review_closes_when_every_point_is_in_order(world):
    application = begin_substantive_review(world, world.check(world.in_formal_review(), FORMAL))
    assert (fresh(application).state, application.version) == ("substantive_review", 10)
    assert last_entry(application).action == "application.formal_review_closed"


def test_formal_review_with_open_points_does_not_close(world):
    with refused("unchecked", "unchecked", "unchecked", "unchecked"):
        begin_substantive_review(world, world.in_formal_review())


def test_formal_review_with_a_failed_point_does_not_close(world):
    application = world.check(world.in_formal_review(), {**FORMAL, CheckCode.NOT_BEGUN: FAILED})
    with refused("check_failed"):
        begin_substantive_review(world, application)
    assert fresh(application).state == "formal_review"


@pytest.mark.parametrize("step", ["submitted", "withdrawn"])
def test_points_are_noted_only_while_the_review_is_open(world, step):
    application = getattr(world, step)()
    with refused("state"):
        world.check(application, SUBSTANTIVE)
    assert not ReviewCheck.objects.exists()


def test_points_may_be_noted_in_both_reviews(world):
    application = world.reviewed()
    assert ReviewCheck.objects.filter(application=application, result=CheckResult.OK).count() == 7
    assert application.version == 11
