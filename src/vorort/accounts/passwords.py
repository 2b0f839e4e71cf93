"""Which passwords are refused besides the short ones: known from breaches, mere patterns, or made of one's own words.

Works offline: Django's list and ``breached/german.txt``. Nothing is sent anywhere.
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vorort.accounts.models import User

GERMAN = Path(__file__).parent / "breached" / "german.txt"
DJANGO = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "01234567890" * 3,
    "qwertzuiopüasdfghjklöäyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
)
LEAST_REST = 8
LEAST_WORD = 3


@cache
def breached() -> frozenset[str]:
    """Every listed password, case-folded."""
    with gzip.open(DJANGO, "rt", encoding="utf-8") as common:
        return frozenset(line.strip().casefold() for line in (*common, *GERMAN.read_text(encoding="utf-8").split()))


def is_breached(password: str) -> bool:
    """Whether the password, the word inside its digits and signs, or both halves of that are listed."""
    folded = password.strip().casefold()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    halves = ((core[:cut].strip("-_. "), core[cut:].strip("-_. ")) for cut in range(LEAST_WORD, len(core) - 2))
    return _listed(folded) or _listed(core) or any(_listed(first) and _listed(second) for first, second in halves)


def _listed(word: str) -> bool:
    return len(word) >= LEAST_WORD and word in breached()


def is_pattern(password: str) -> bool:
    """Whether it is something repeated, fewer than five different characters, or a walk along the keyboard."""
    folded = password.casefold()
    repeated = re.fullmatch(r"(.{1,12}?)\1+.{0,2}", folded, re.DOTALL) is not None
    walked = any(folded in row or folded in row[::-1] for row in ROWS)
    return repeated or walked or len(set(folded)) < 5


def is_made_of(password: str, words: Iterable[str]) -> bool:
    """Whether fewer than eight letters and digits remain when every one of ``words`` is taken out."""
    rest = folded = password.casefold()
    parts = {part for word in words for part in re.split(r"[\W_]+", word.casefold()) if len(part) >= LEAST_WORD}
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, " ")
    return rest != folded and len(re.sub(r"[\W_]", "", rest)) < LEAST_REST


class BreachedPasswordValidator:
    """Refuses what is known from breaches, and patterns."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        if is_breached(password):
            raise ValidationError(
                _("Dieses Passwort steht auf Listen gestohlener Passwörter. Bitte wählen Sie ein anderes."),
                code="password_breached",
            )
        if is_pattern(password):
            raise ValidationError(
                _("Dieses Passwort ist ein einfaches Muster. Bitte wählen Sie ein anderes."), code="password_pattern"
            )

    def get_help_text(self) -> str:
        return _("Nicht von Listen gestohlener Passwörter; am besten vier Wörter, die nichts miteinander zu tun haben.")


class OwnWordsValidator:
    """Refuses what is hardly more than the name, the address, or the name of this installation."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        words = ["vorort", settings.OPERATOR_NAME]
        if user is not None:
            words += [user.name, user.email]
        if is_made_of(password, words):
            raise ValidationError(
                _("Dieses Passwort besteht fast nur aus Ihrem Namen, Ihrer Adresse oder dem Namen dieser Seite."),
                code="password_own_words",
            )

    def get_help_text(self) -> str:
        return _("Nicht aus Ihrem Namen oder Ihrer E-Mail-Adresse gebildet.")
