"""E-mail about one's own account, sent by jobs: a link for a new password, a link to confirm a new address, and a word
when something about the sign-in has changed. No link and no secret stands in a job's values.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import task

from vorort.accounts.models import User
from vorort.core.language import officially

SALT = "vorort.accounts.new_address"
LINK_SECONDS = 24 * 60 * 60


def address_token(user: User, email: str) -> str:
    """What proves that whoever opens the link reads mail at ``email``. Void once the present address has changed."""
    return signing.dumps([user.pk, user.email, email], salt=SALT)


def new_address(token: str, user: User) -> str | None:
    """The address ``token`` proves for ``user``; None when it is too old, another's, or used already."""
    try:
        key, present, email = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return str(email) if (key, present) == (user.pk, user.email) else None


@task()
@officially
def send_reset_link(user_id: int | None) -> None:
    """Mail the link under which a new password can be set once; to nobody when nobody had the address."""
    user = None if user_id is None else User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    _send(
        user.email,
        _("Neues Passwort für vorort"),
        _("Unter dieser Adresse setzen Sie ein neues Passwort. Haben Sie das nicht verlangt, ist nichts zu tun."),
        path,
    )


@task()
@officially
def send_address_link(user_id: int, email: str) -> None:
    """Mail the link that proves the new address to the new address."""
    user = User.objects.get(pk=user_id)
    path = reverse("account:confirm_email", args=[address_token(user, email)])
    text = _("Unter dieser Adresse bestätigen Sie Ihre neue E-Mail-Adresse. Der Link gilt 24 Stunden.")
    _send(email, _("Neue E-Mail-Adresse für vorort"), text, path)


@task()
@officially
def send_word(email: str, sentence: str) -> None:
    """Tell ``email`` that something about the sign-in has changed."""
    text = sentence + " " + _("Waren Sie das nicht, wenden Sie sich sofort an die Verwaltung Ihrer Organisation.")
    _send(email, _("Ihr Zugang zu vorort"), text, "/")


@officially
def tell(email: str, sentence: str | Promise) -> None:
    """Queue ``send_word`` where mail is configured."""
    if settings.MAIL_FROM:
        send_word.enqueue(email, str(sentence))


def _send(to: str, subject: str, text: str, path: str) -> None:
    body = f"{text}\n\n{settings.SITE_ADDRESS}{path}"
    EmailMessage(subject=subject, body=body, from_email=settings.MAIL_FROM, to=[to]).send()
