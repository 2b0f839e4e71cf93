"""The demonstration fills an empty database once, and one click acts as somebody of its cast."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.demo.told import differing
from vorort.accounts.models import User
from vorort.core import clock
from vorort.demo import accounts
from vorort.demo.stories import komm_an_2027
from vorort.funding.models import Application, BudgetLine, Call, Ceiling
from vorort.funding.queries.drafts import drafts_waiting
from vorort.network.capacity import capacities_of
from vorort.network.models import ClubRegistration, Invitation, Organisation, Substitution
from vorort.network.queries.invitation import unanswered_invitations
from vorort.network.queries.registration import waiting_registrations

pytestmark = pytest.mark.slow
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """What the command prints, in a transaction that is rolled back."""
    said = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(DAY):
            call_command("load_demo", stdout=said)
        with django_db_blocker.block():
            yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db):
    return loaded_once


def test_loading_says_what_it_does(loaded):
    lines = [line.strip() for line in loaded.splitlines()]
    assert lines[0] == "Orte und Organisationen"
    assert "KI 2012: Soest (1/16)" in lines
    assert lines[-3:] == [
        "Aufruf KOMM-AN II 2027",
        "Aufrufe KOMM-AN I und Grundförderung 2027",
        "Netzwerk in Soest",
    ]


def test_story_of_2012_still_holds_beside_the_other_programme(loaded):
    assert differing() == []


def test_call_of_2027_is_open_with_a_desk_in_the_middle_of_the_work(loaded):
    call = Call.objects.open_on(DAY).get(code=komm_an_2027.CODE)
    assert call.invented is True
    found = Application.objects.filter(call=call).order_by("pk")
    assert [(row.applicant.area.code, row.state) for row in found[:2]] == [
        ("centre-05914", "submitted"),
        ("centre-05122", "draft"),
    ]
    assert Counter(row.state for row in found) == {
        "submitted": 7, "formal_review": 3, "substantive_review": 2, "sign_off": 1, "draft": 2,
    }  # fmt: skip
    assert found.filter(authority_clerk__isnull=False).count() == 7
    assert found.overdue(DAY).count() == 3
    assert found[0].requested == 2 * 1000 + 36 * 400 + 180 * 35 + 40 * 100


def test_invented_money_says_that_it_is_invented(loaded):
    assert set(BudgetLine.objects.filter(year=2027).values_list("invented", flat=True)) == {True}
    assert set(Ceiling.objects.filter(year=2027).values_list("invented", "source")) == {
        (True, "für die Demonstration erfunden")
    }


def test_in_soest_somebody_is_invited_two_clubs_wait_and_a_clerk_is_represented(loaded):
    soest = Organisation.objects.get(area__code="centre-05974")
    assert [row.state_on(DAY) for row in Invitation.objects.filter(organisation=soest)] == ["open"]
    waiting = ClubRegistration.objects.filter(responsible=soest).order_by("pk").values_list("name", "state")
    assert list(waiting) == [("Treff am Hellweg e. V.", "waiting"), ("Chor der Kulturen", "waiting")]
    assert Substitution.objects.valid_on(DAY).get().absent.user.name == "Nadine Ostermann"


def test_something_waits_for_everybody_of_the_cast_who_runs_a_programme_or_the_installation(loaded):
    owner, releaser, operator = (acting(key) for key in ("owner", "releaser", "operator"))
    assert [str(item.draft) for item in drafts_waiting(owner)] == ["KOMM-AN NRW Teil II, Entwurf für 2028"]
    assert [str(item.draft) for item in drafts_waiting(releaser)] == ["KOMM-AN NRW Teil I 2027, zweite Runde"]
    assert [row.name for row in waiting_registrations(operator)] == ["Ankommen am Niederrhein e. V."]
    assert [row.name for row in unanswered_invitations(operator)] == ["Jonas Volme"]


def acting(key):
    user = User.objects.get(email=f"{key}@vorort.example")
    return capacities_of(user.pk, on=DAY)[0]


def test_second_time_finds_everything_there(loaded):
    before = Organisation.objects.count(), Application.objects.count()
    said = StringIO()
    call_command("load_demo", stdout=said)
    assert said.getvalue().strip() == "Daten sind schon da."
    assert (Organisation.objects.count(), Application.objects.count()) == before


def test_real_operation_takes_no_demonstration_data(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="gehören nicht in diesen Betrieb"):
        call_command("load_demo", stdout=StringIO())


def _act_as(key):
    return reverse("demo:act_as", args=[key])


# --- The cast ---------------------------------------------------------------------------------------------------------
def test_everybody_of_the_cast_may_sign_in_with_the_printed_password(loaded):
    for description, email, password in accounts.sign_ins():
        assert User.objects.get(email=email).check_password(password), description
    nobody = User.objects.exclude(email__in=[one.email for one in accounts.CAST])
    assert not any(user.has_usable_password() for user in nobody)


def test_one_click_acts_as_somebody_of_the_cast_and_leads_back(loaded):
    client = Client()
    answer = client.post(_act_as("clerk"), {"next": "/foerderung/"})
    assert (answer.status_code, answer["Location"]) == (302, "/foerderung/")
    user = User.objects.get(email="clerk@vorort.example")
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("onward", ["", "https://boese.example/", "//boese.example", "javascript:alert(1)"])
def test_click_leads_to_no_foreign_site(loaded, onward):
    answer = Client().post(_act_as("officer"), {"next": onward})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_nobody_but_the_cast_can_be_taken_over(loaded):
    assert Client().post(_act_as("clerk-2")).status_code == 404
    assert Client().get(_act_as("clerk")).status_code == 405
