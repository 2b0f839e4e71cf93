"""The second factors of a person (zweite Stufe der Anmeldung): an app with codes, passkeys, recovery codes.

Kept by django-allauth; read here, so that nobody else has to know its tables.
"""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from vorort.accounts.models import User

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Passkey:
    """One passkey, by the name its owner gave it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What a person can confirm herself with besides the password. ``codes_left`` is None without recovery codes."""

    app_since: datetime | None = None
    passkeys: list[Passkey] = field(default_factory=list)
    codes_left: int | None = None

    @property
    def exist(self) -> bool:
        """Whether there is a factor; recovery codes alone are none."""
        return self.app_since is not None or bool(self.passkeys)


def of(user: User) -> Factors:
    """The factors of ``user``. One statement."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
    return Factors(
        app_since=next((row.created_at for row in rows if row.type == APP), None),
        passkeys=[
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at) for row in rows if row.type == PASSKEY
        ],
        codes_left=next((len(row.wrap().get_unused_codes()) for row in rows if row.type == CODES), None),
    )


def was_used(request: HttpRequest) -> bool:
    """Whether the person confirmed herself with a factor in this session. No statement."""
    user = None if isinstance(request.user, AnonymousUser) else request.user
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
