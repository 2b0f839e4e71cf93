"""The cast of the demonstration: invented people, one password for all, and how the bar names them."""

from dataclasses import dataclass

from vorort.accounts.models import User

PASSWORD = "vorort-demonstration"  # noqa: S105  printed at every start, and refused outside the demonstration


@dataclass(frozen=True)
class Player:
    """One of the cast: the key of her address and how the bar names her. Fixed, so that the bar needs no query."""

    key: str
    label: str

    @property
    def email(self) -> str:
        return f"{self.key}@vorort.example"


CAST = (
    Player("05974-coordinator", "Koordination Soest"),
    Player("05974-lead", "Leitung Soest"),
    Player("05974-admin", "Verwaltung Soest"),
    Player("05914-coordinator", "Koordination Hagen"),
    Player("05914-lead", "Leitung Hagen"),
    Player("05774-coordinator", "Koordination Paderborn"),
    Player("05766-lead", "Leitung Lippe"),
    Player("clerk", "Sachbearbeitung"),
    Player("officer", "Schlusszeichnung"),
    Player("adviser", "Koordinierungsstelle"),
    Player("owner", "Ministerium"),
    Player("releaser", "Programmfreigabe"),
    Player("operator", "Betrieb"),
)


def player(key: str) -> Player | None:
    """The one of the cast with this key; None for anybody else."""
    return next((one for one in CAST if one.key == key), None)


def sign_ins() -> list[tuple[str, str, str]]:
    """Who can sign in: (description, e-mail address, password)."""
    return [(one.label, one.email, PASSWORD) for one in CAST]


def give_passwords() -> None:
    """Let the cast sign in with the demonstration's password."""
    for user in User.objects.filter(email__in=[one.email for one in CAST]):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
