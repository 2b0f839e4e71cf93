"""What somebody changes about her own account, the removal of a lost factor, and blocking. Each step has its entry in
the log.

Who may remove the factors of another person, or block her, is decided in the network. Checking the password is the
page's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.accounts import mail
from vorort.accounts.models import SignIn, User
from vorort.core import history
from vorort.core.actor import Actor
from vorort.core.language import officially
from vorort.core.refusal import NotFound, Reason, refuse_when


@dataclass(frozen=True)
class Owner:
    """The person herself, whatever she acts as: her account belongs to no organisation."""

    user_id: int
    label: str
    organisation_id: None = None
    role: str = ""


def owner(user: User) -> Owner:
    """``user`` as the actor of her own account."""
    return Owner(user.pk, user.name)


@transaction.atomic
def change_name(*, user: User, name: str) -> None:
    """Be called ``name`` from now on. Earlier entries keep the earlier name. Raises ActionRefused without one."""
    if not name.strip():
        refuse_when([Reason("no_name", _("Bitte geben Sie einen Namen ein."), field="name")])
    user = _locked(user)
    history.record(owner(user), "account.renamed", user, before=user.name, after=name.strip())
    user.name = name.strip()
    user.save(update_fields=["name"])


@transaction.atomic
def change_password(*, user: User, password: str, keep: str | None) -> None:
    """Set the checked ``password``; every sign-in but the session ``keep`` ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    note_password_changed(user=user, keep=keep)


@transaction.atomic
def note_password_changed(*, user: User, keep: str | None = None) -> None:
    """The password is another one: end the other sign-ins, log it, tell the person."""
    end_sign_ins(user=user, keep=keep)
    history.record(owner(user), "account.password_changed", user)
    mail.tell(user.email, _("Ihr Passwort wurde geändert."))


@transaction.atomic
def change_email(*, user: User, token: str) -> User:
    """Sign in with the address that ``token`` proves. The former address is told.

    Raises NotFound for a token that proves nothing, ActionRefused when somebody else has the address meanwhile.
    """
    user = _locked(user)
    email = mail.new_address(token, user)
    if email is None:
        raise NotFound
    if User.objects.filter(email=email).exists():
        refuse_when([Reason("taken", _("Mit dieser E-Mail-Adresse ist schon jemand angemeldet."))])
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    history.record(owner(user), "account.email_changed", user, before=before, after=email)
    mail.tell(before, _("Ihre E-Mail-Adresse für die Anmeldung wurde geändert."))
    return user


@transaction.atomic
def note_factor_added(*, user: User, kind: str, keep: str | None) -> None:
    """A factor was set up: sign-ins that never used one end, except the session ``keep``."""
    end_sign_ins(user=user, keep=keep)
    history.record(owner(user), "account.factor_added", user, factor=kind)
    mail.tell(user.email, _("Für Ihren Zugang wurde eine zweite Stufe eingerichtet."))


@transaction.atomic
def note_factor_removed(*, user: User, kind: str, keep: str | None) -> None:
    """The person removed a factor of her own: the other sign-ins end."""
    end_sign_ins(user=user, keep=keep)
    history.record(owner(user), "account.factor_removed", user, factor=kind)
    mail.tell(user.email, _("Eine zweite Stufe Ihres Zugangs wurde entfernt."))


@transaction.atomic
def note_codes_made(*, user: User) -> None:
    """New recovery codes were made; the former ones are void."""
    history.record(owner(user), "account.codes_made", user)
    mail.tell(user.email, _("Für Ihren Zugang wurden neue Ersatzcodes erzeugt."))


@officially
@transaction.atomic
def remove_factors(*, actor: Actor, user: User, reason: str) -> list[str]:
    """Remove every factor of ``user`` for ``reason`` and end all her sign-ins. Returns the kinds that were removed.

    Who may, is decided by the caller. Raises ActionRefused when there is none.
    """
    kinds = sorted(set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)))
    if not kinds:
        refuse_when([Reason("no_factor", _("Diese Person hat keine zweite Stufe eingerichtet."))])
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_sign_ins(user=user)
    history.record(actor, "account.factors_removed", user, reason=reason, factors=kinds)
    mail.tell(user.email, _("Die zweite Stufe Ihres Zugangs wurde von %(who)s entfernt.") % {"who": actor.label})
    return kinds


@officially
@transaction.atomic
def block(*, actor: Actor, user: User, reason: str) -> None:
    """Let ``user`` sign in no more, for ``reason``; all her sign-ins end at once.

    Who may, is decided by the caller. Raises ActionRefused when the account is blocked already.
    """
    user = _locked(user)
    if not user.is_active:
        refuse_when([Reason("blocked_already", _("Dieses Konto ist schon gesperrt."))])
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sign_ins(user=user)
    history.record(actor, "account.blocked", user, reason=reason)
    sentence = _("Ihr Zugang wurde von %(who)s gesperrt. Grund: %(reason)s")
    mail.tell(user.email, sentence % {"who": actor.label, "reason": reason})


@officially
@transaction.atomic
def unblock(*, actor: Actor, user: User, reason: str) -> None:
    """Let ``user`` sign in again, for ``reason``, in the roles that still hold.

    Who may, is decided by the caller. Raises ActionRefused when the account is not blocked.
    """
    user = _locked(user)
    if user.is_active:
        refuse_when([Reason("not_blocked", _("Dieses Konto ist nicht gesperrt."))])
    user.is_active = True
    user.save(update_fields=["is_active"])
    history.record(actor, "account.unblocked", user, reason=reason)
    mail.tell(user.email, _("Die Sperre Ihres Zugangs ist aufgehoben."))


@transaction.atomic
def end_sign_in(*, user: User, sign_in_id: int) -> None:
    """End one sign-in of ``user``. Raises NotFound when it is none of hers or has ended already."""
    row = SignIn.objects.filter(user=user, pk=sign_in_id).first()
    if row is None:
        raise NotFound
    _end([row.session_id])


@transaction.atomic
def end_sign_ins(*, user: User, keep: str | None = None) -> None:
    """End every sign-in of ``user`` except the session ``keep``."""
    _end(SignIn.objects.filter(user=user).exclude(session_id=keep or "").values_list("session_id", flat=True))


def _end(keys: Iterable[str]) -> None:
    Session.objects.filter(pk__in=list(keys)).delete()


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)
