"""The cast of the demonstration: invented people, one password for all, and how the bar names them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User

PASSWORD = "vorort-demonstration"  # noqa: S105  printed at every start, and refused outside the demonstration


@dataclass(frozen=True)
class Player:
    """One of the cast: the key of her address and how the bar names her. Fixed, so that the bar needs no query."""

    key: str
    label: str | Promise

    @property
    def email(self) -> str:
        return f"{self.key}@vorort.example"


CAST = (
    Player("05974-coordinator", _("Koordination Soest")),
    Player("05974-lead", _("Leitung Soest")),
    Player("05974-admin", _("Verwaltung Soest")),
    Player("05914-coordinator", _("Koordination Hagen")),
    Player("05914-lead", _("Leitung Hagen")),
    Player("05774-coordinator", _("Koordination Paderborn")),
    Player("05766-lead", _("Leitung Lippe")),
    Player("clerk", _("Sachbearbeitung")),
    Player("officer", _("Schlusszeichnung")),
    Player("adviser", _("Koordinierungsstelle")),
    Player("owner", _("Ministerium")),
    Player("releaser", _("Programmfreigabe")),
    Player("operator", _("Betrieb")),
)


def player(key: str) -> Player | None:
    """The one of the cast with this key; None for anybody else."""
    return next((one for one in CAST if one.key == key), None)


def sign_ins() -> list[tuple[str, str, str]]:
    """Who can sign in: (description, e-mail address, password)."""
    return [(str(one.label), one.email, PASSWORD) for one in CAST]


def give_passwords() -> None:
    """Let the cast sign in with the demonstration's password."""
    for user in User.objects.filter(email__in=[one.email for one in CAST]):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
