"""A sign-in ends after thirty idle minutes and after twelve hours; one's own are listed without an IP address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vorort.accounts import apps, sign_ins
from vorort.accounts.models import SignIn, User
from vorort.accounts.sign_ins import Over

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def anna(db):
    return User.objects.create_user(email="anna@ort.example", name="Anna Berg")


@pytest.fixture
def session(anna):
    """Signed in at nine."""
    return begun(anna)


def begun(user, device="Firefox, Linux", at=NINE):
    session = SessionStore()
    session.create()
    with sign_ins.at(at):
        sign_ins.note(session, user, device)
    return session


def later(**after):
    return sign_ins.at(NINE + timedelta(**after))


def used(session, user, **after):
    with later(**after):
        sign_ins.note(session, user, "Firefox, Linux")


# --- Limits -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "over"),
    [
        ({"minutes": 0}, None),
        ({"minutes": 30}, None),
        ({"minutes": 30, "seconds": 1}, Over.IDLE),
        ({"hours": 13}, Over.IDLE),
    ],
)
def test_thirty_minutes_without_a_request_end_it(session, after, over):
    with later(**after):
        assert sign_ins.over(session) == over


def test_a_request_begins_the_thirty_minutes_anew(anna, session):
    used(session, anna, minutes=29)
    with later(minutes=58):
        assert sign_ins.over(session) is None


@pytest.mark.parametrize(("after", "over"), [({"hours": 12}, None), ({"hours": 12, "seconds": 1}, Over.ABSOLUTE)])
def test_twelve_hours_end_it_however_busy_it_was(anna, session, after, over):
    for minutes in range(29, 720, 29):
        used(session, anna, minutes=minutes)
    with later(**after):
        assert sign_ins.over(session) == over


def test_a_new_key_for_the_session_does_not_begin_the_twelve_hours_anew(anna, session):
    used(session, anna, hours=0, minutes=20)
    session.cycle_key()
    session.save()
    used(session, anna, minutes=25)
    assert SignIn.objects.get().began_at == NINE
    assert SignIn.objects.get().session_id == session.session_key


# --- A clock that jumps -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("back", "over"), [({"minutes": 30}, None), ({"minutes": 31}, Over.IDLE), ({"days": 300}, Over.IDLE)]
)
def test_a_clock_that_is_put_back_far_ends_it(session, back, over):
    with sign_ins.at(NINE - timedelta(**back)):
        assert sign_ins.over(session) == over


def test_a_clock_that_is_put_back_a_little_gives_no_longer_day(anna, session):
    before = NINE - timedelta(minutes=20)
    with sign_ins.at(before):
        sign_ins.note(session, anna, "Firefox, Linux")
    for minutes in range(29, 720, 29):
        with sign_ins.at(before + timedelta(minutes=minutes)):
            sign_ins.note(session, anna, "Firefox, Linux")
            assert sign_ins.over(session) is None
    with sign_ins.at(before + timedelta(hours=12, seconds=1)):
        assert sign_ins.over(session) is Over.ABSOLUTE


def test_a_session_that_was_never_noted_is_not_over(db):
    assert sign_ins.over(SessionStore()) is None


def test_without_a_set_moment_it_is_now():
    assert abs(sign_ins.now() - datetime.now(UTC)) < timedelta(seconds=5)


# --- Noting -----------------------------------------------------------------------------------------------------------
def test_use_is_written_once_a_minute(anna, session):
    with CaptureQueriesContext(connection) as statements:
        used(session, anna, seconds=59)
    assert len(statements) == 0
    used(session, anna, seconds=60)
    assert Session.objects.get().get_decoded()["seen_at"] == (NINE + timedelta(seconds=60)).timestamp()


def test_an_ended_session_is_not_brought_back_by_using_it(anna, session):
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        used(session, anna, minutes=2)
    assert not Session.objects.exists()


def test_a_session_that_ends_while_it_is_noted_leaves_no_line(anna):
    sign_ins._remember("gone", anna, "Firefox", NINE)
    assert not SignIn.objects.exists()


# --- The list ---------------------------------------------------------------------------------------------------------
def test_own_sign_ins_are_listed_with_the_present_one_first(anna, session):
    phone = begun(anna, "Safari, iPhone", NINE + timedelta(minutes=5))
    begun(User.objects.create_user(email="ben@ort.example", name="Ben"), "Edge, Windows")
    used(session, anna, minutes=6)
    with later(minutes=7), CaptureQueriesContext(connection) as statements:
        found = sign_ins.own(anna, session)
    assert len(statements) == 1
    assert [(row.device, row.here) for row in found] == [("Firefox, Linux", True), ("Safari, iPhone", False)]
    assert (found[0].began_at, found[0].seen_at) == (NINE, NINE + timedelta(minutes=6))
    assert phone.session_key not in repr(found)


@pytest.mark.parametrize("after", [{"minutes": 31}, {"hours": 13}])
def test_what_is_over_is_not_listed(anna, session, after):
    with later(**after):
        assert sign_ins.own(anna, session) == []


def test_no_column_holds_an_address_of_the_network():
    assert {field.name for field in SignIn._meta.get_fields()} == {"id", "user", "session", "device", "began_at"}
    assert str(SignIn(device="Firefox, Linux")) == "Firefox, Linux"


def test_expired_sessions_go_once_a_day_and_their_lines_with_them(anna, session):
    kept = begun(anna)
    Session.objects.filter(pk=session.session_key).update(expire_date=NINE - timedelta(days=400))
    apps.clear_sessions(NINE.date())
    assert [row.pk for row in Session.objects.all()] == [kept.session_key]
    assert SignIn.objects.get().session_id == kept.session_key
