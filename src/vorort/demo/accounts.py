"""The sign-ins of the demonstration: invented people, one password for all, and who they are."""

from dataclasses import dataclass

from vorort.accounts.models import User
from vorort.core import clock
from vorort.network.models import Membership

PASSWORD = "vorort-demonstration"  # noqa: S105  printed at every start, and refused outside the demonstration
CAST = (
    "05974-coordinator@vorort.example",
    "05974-lead@vorort.example",
    "05914-coordinator@vorort.example",
    "05914-lead@vorort.example",
    "clerk@vorort.example",
    "officer@vorort.example",
    "owner@vorort.example",
)


@dataclass(frozen=True)
class Player:
    """One of the cast: the membership she acts in, and how the bar names her."""

    membership_id: int
    user_id: int
    name: str
    role: str
    organisation: str
    email: str

    @property
    def short(self) -> str:
        """``Koordination, Kreis Soest``."""
        return f"{self.role}, {self.organisation}"


def cast() -> list[Player]:
    """The people the bar offers, in the order of the path. One statement."""
    memberships = (
        Membership.objects.valid_on(clock.today()).filter(user__email__in=CAST).select_related("user", "organisation")
    )
    players = [_player(membership) for membership in memberships]
    return sorted(players, key=lambda player: CAST.index(player.email))


def sign_ins() -> list[tuple[str, str, str]]:
    """Who can sign in: (description, e-mail address, password)."""
    return [(player.short, player.email, PASSWORD) for player in cast()]


def give_passwords() -> None:
    """Let the cast sign in with the demonstration's password."""
    for user in User.objects.filter(email__in=CAST):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def _player(membership: Membership) -> Player:
    return Player(
        membership_id=membership.pk,
        user_id=membership.user_id,
        name=membership.user.name,
        role=membership.get_role_display(),
        organisation=membership.organisation.short_name,
        email=membership.user.email,
    )
