"""Accounts: one per e-mail address whatever its case, stored in lower case; a password or no way in."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from vorort.accounts.models import User

PASSWORD = "dreizehn Birnen"


@pytest.fixture
def anna(db):
    return User.objects.create_user(email="anna@ort.example", name="Anna Berg", password=PASSWORD)


def sign_in(email, password):
    return authenticate(None, email=email, password=password)


# --- Addresses --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["Anna@Ort.Example", "  anna@ort.example\n", "ANNA@ORT.EXAMPLE"])
def test_address_is_stored_in_lower_case_and_without_blanks(db, typed):
    assert User.objects.create_user(email=typed, name="Anna Berg").email == "anna@ort.example"


def test_name_is_stored_without_blanks_around_it(db):
    user = User.objects.create_user(email="anna@ort.example", name="  Anna Berg ")
    assert (user.name, str(user), user.get_full_name()) == ("Anna Berg", "Anna Berg", "Anna Berg")


@pytest.mark.parametrize("email", ["anna@ort.example", "ANNA@ort.example"])
def test_second_account_with_the_address_is_refused(anna, email):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(email=email, name="Eine andere Anna")
    assert User.objects.count() == 1


def test_the_database_refuses_the_address_in_another_case_past_the_manager_too(anna):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Anna@Ort.Example", name="Eine andere Anna")


def test_another_address_is_another_account(anna):
    User.objects.create_user(email="anna@ort2.example", name="Anna Berg")
    assert User.objects.count() == 2


def test_account_is_known_by_its_address(anna):
    assert anna.natural_key() == ("anna@ort.example",)
    assert User.objects.get_by_natural_key("anna@ort.example") == anna


# --- Signing in -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["anna@ort.example", "Anna@Ort.Example"])
def test_address_in_any_case_and_the_password_sign_in(anna, typed):
    assert sign_in(typed, PASSWORD) == anna


@pytest.mark.parametrize("password", ["dreizehn birnen", "", None])
def test_wrong_password_does_not_sign_in(anna, password):
    assert sign_in("anna@ort.example", password) is None


def test_password_of_another_does_not_sign_in(anna):
    User.objects.create_user(email="ben@ort.example", name="Ben", password="zwölf Äpfel im Korb")
    assert sign_in("ben@ort.example", PASSWORD) is None


@pytest.mark.parametrize("guess", ["", None, "None", "!"])
def test_user_without_a_password_cannot_sign_in(db, guess):
    user = User.objects.create_user(email="cem@ort.example", name="Cem")
    assert not user.has_usable_password()
    assert sign_in("cem@ort.example", guess) is None
    assert sign_in("cem@ort.example", user.password) is None


def test_user_who_is_not_active_cannot_sign_in(anna):
    anna.is_active = False
    anna.save()
    assert sign_in("anna@ort.example", PASSWORD) is None


def test_password_is_not_stored_as_it_was_typed(anna):
    assert PASSWORD not in anna.password


def test_account_carries_no_right_of_its_own():
    fields = {field.name for field in User._meta.get_fields() if not field.auto_created}
    assert fields & {"is_staff", "is_superuser", "groups", "user_permissions"} == set()
