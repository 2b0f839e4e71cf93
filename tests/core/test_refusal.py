"""Reasons and what is raised with them."""

import pytest

from vorort.core.refusal import ActionRefused, Reason, VersionConflict, refuse_when


def test_no_reason_refuses_nothing():
    assert refuse_when([]) is None


def test_reasons_are_raised_in_their_order():
    reasons = [Reason("late", "Zu spät."), Reason("role", "Andere Rolle.", "§ 44 LHO", "role")]
    with pytest.raises(ActionRefused, match=r"^late; role$") as refusal:
        refuse_when(reasons)
    assert list(refusal.value.reasons) == reasons


def test_conflict_carries_the_version_that_is_there_now():
    conflict = VersionConflict("the other text", expected_version=3)
    assert (conflict.current, conflict.expected_version, str(conflict)) == ("the other text", 3, "expected version 3")
