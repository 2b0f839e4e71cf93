"""Which passwords are refused: listed ones, patterns, and one's own words. Long unrelated words are taken."""

import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.network.factories import membership, organisation
from vorort.accounts.models import User
from vorort.accounts.passwords import GERMAN, breached, is_made_of, is_pattern

ANNA = User(name="Anna Berghoff", email="a.berghoff@ki-soest.example")


def codes(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [reason.code for reason in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "dreizehn Birnen im Korb",
        "vier Wörter ohne Bezug",
        "Treppe-Lampe-Wolke-9",
        "xK3!vq9$Lm2#",
        "Sonnenschein und Regen",
    ],
)
def test_what_nobody_guesses_is_taken(password):
    assert codes(password, ANNA) == []


@pytest.mark.parametrize("password", ["elf Zeichen", "kurz", ""])
def test_fewer_than_twelve_characters_are_too_short(password):
    assert "password_too_short" in codes(password)


def test_twelve_characters_are_enough():
    assert len("zwölf Zeiche") == 12
    assert codes("zwölf Zeiche") == []


# --- Stolen ones ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "password",
    [
        "ichliebedich123",  # on our list as it stands
        "IchLiebeDich123",  # in another case
        "meerschweinchen",
        "q1w2e3r4t5y6",  # on Django's list
        "Sonnenschein2026!",  # a listed word with digits and signs around it
        "!!!Passwort!!!",
        "2026-fussball-",
        "Fussball-Sommer",  # two listed words
        "fussballsommer",  # the same, without a sign between them
    ],
)
def test_what_stands_on_a_list_of_stolen_passwords_is_refused(password):
    assert codes(password) == ["password_breached"]


@pytest.mark.parametrize("password", ["passwordpassword", "michaelmichael", "trustno1trustno1", "Start123Start1"])
def test_a_listed_word_said_twice_is_refused(password):
    assert set(codes(password)) & {"password_breached", "password_pattern"}


def test_a_listed_word_among_others_is_no_listed_password():
    assert codes("Passwort liegt im Tresor") == []


# --- Patterns ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "password",
    [
        "äöäöäöäöäöäö",
        "grrgrrgrrgrrg",
        "xyxyyxxyxyyx",
        "cdefghijklmnop",
        "zyxwvutsrqpon",
        "ertzuiopüasd",
        "lkjhgfdsaüpoiuz",
    ],
)
def test_a_pattern_is_refused(password):
    assert is_pattern(password)
    assert codes(password) == ["password_pattern"]


# --- Own words --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "password", ["AnnaBerghoff1!", "berghoff.anna.26", "ki-soest-example", "vorort-vorort-26", "Demonstration-1"]
)
def test_what_is_hardly_more_than_name_address_or_site_is_refused(password):
    assert "password_own_words" in codes(password, ANNA)


def test_the_name_within_something_longer_is_taken():
    assert codes("Anna trinkt gern Kakao", ANNA) == []


def test_the_name_of_ones_organisation_is_refused(db):
    place = organisation("Beispielzentrum Musterkreis")
    held = membership(User.objects.create_user(email="cem@ort.example", name="Cem"), place)
    assert codes("Musterkreis-2026", held.user) == ["password_organisation"]
    assert codes("Musterkreis-2026", User.objects.create_user(email="eva@ort.example", name="Eva")) == []
    assert codes("Musterkreis-2026", ANNA) == []


def test_words_of_two_letters_are_no_words():
    assert not is_made_of("ab cd ef gh ij", ["ab", "cd", "ef"])


# --- The vendored list ------------------------------------------------------------------------------------------------
def test_the_list_is_the_one_that_is_described():
    described = (Path(GERMAN).parent / "VENDORED.md").read_text()
    assert re.search(r"SHA-256 \| ([0-9a-f]{64})", described)[1] == hashlib.sha256(GERMAN.read_bytes()).hexdigest()


def test_the_list_is_sorted_in_lower_case_and_small():
    rows = GERMAN.read_text(encoding="utf-8").splitlines()
    assert rows == sorted(set(rows))
    assert [row for row in rows if row != row.casefold()] == []
    assert (len(rows), len([row for row in rows if len(row) >= 12])) == (137, 69)
    assert GERMAN.stat().st_size < 10_000


def test_both_lists_are_read():
    assert len(breached()) > 19_600
    assert {"ichliebedich123", "q1w2e3r4t5y6"} <= breached()
