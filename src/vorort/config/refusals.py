"""What real work does not start with: everything that is wrong is said at once.

How a value must look stands in environment.py; here is only decided what may stand in it.
"""

from collections.abc import Mapping

from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from vorort.config import environment

LEAST_SECRET = 50
LEAST_DIFFERENT = 10
KNOWN_SECRETS = ("demo-only-", "django-insecure-")
NO_HEADER = "keine"
ADVICE = {
    "SECRET_KEY": "Ein Vorschlag: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "ALLOWED_HOSTS": "Zum Beispiel integration.example",
    "SITE_ADDRESS": "Zum Beispiel https://integration.example",
    "PROXY_HEADER": "Zum Beispiel X-Forwarded-Proto, oder „keine“ ohne Proxy",
}
SECURE = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT",
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECOND_FACTOR_REQUIRED",
)


def against_environment() -> list[str]:
    """What speaks against real work with these environment variables; empty when nothing does."""
    values = {setting.name: environment.text(setting.name) for setting in environment.SETTINGS}
    given = {setting.name for setting in environment.SETTINGS if environment.given(setting.name)}
    missing = [
        f"{setting.variable} ist nicht gesetzt. {ADVICE[setting.name]}."
        for setting in environment.SETTINGS
        if setting.needed and setting.name not in given
    ]
    return [*missing, *environment.faults(), *against_values({name: values[name] for name in values if name in given})]


def against_values(given: Mapping[str, str]) -> list[str]:
    """What speaks against the values that are ``given``, readable as they are."""
    found = []
    if "SECRET_KEY" in given and _guessable(given["SECRET_KEY"]):
        found.append(
            "VORORT_SECRET_KEY ist zu kurz oder zu einfach oder allgemein bekannt: "
            f"mindestens {LEAST_SECRET} zufällige Zeichen."
        )
    hosts = [host.strip() for host in given.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    found += _against_hosts(hosts, asked="ALLOWED_HOSTS" in given)
    found += _against_site(given.get("SITE_ADDRESS", ""), hosts)
    if not given.get("PROXY_HEADER", "X").replace("-", "").isalnum():
        found.append("VORORT_PROXY_HEADER ist kein Name einer Kopfzeile.")
    database = environment.split_address(given.get("DATABASE", ""))
    if database is not None and database.path.endswith("/demo.sqlite3"):
        found.append("VORORT_DATABASE nennt die Datenbank der Demonstration.")
    return found


def _guessable(secret: str) -> bool:
    return len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_DIFFERENT or secret.startswith(KNOWN_SECRETS)


def _against_hosts(hosts: list[str], *, asked: bool) -> list[str]:
    if asked and not hosts:
        return ["VORORT_ALLOWED_HOSTS nennt keinen Namen."]
    if all(host.replace("-", "").replace(".", "").isalnum() and not host.startswith(".") for host in hosts):
        return []
    return ["VORORT_ALLOWED_HOSTS nennt ganze Namen ohne „*“, ohne https:// und ohne Port."]


def _against_site(site: str, hosts: list[str]) -> list[str]:
    parts = environment.split_address(site)
    if not site or parts is None:
        return []
    found = []
    if parts.scheme != "https":
        found.append("VORORT_SITE_ADDRESS beginnt im Betrieb mit https://.")
    if hosts and parts.hostname not in hosts:
        found.append("VORORT_SITE_ADDRESS nennt einen Namen, der nicht in VORORT_ALLOWED_HOSTS steht.")
    return found


def against_settings(settings: LazySettings) -> list[str]:
    """What speaks against a settings module that builds on production and changes what must stay."""
    found = []
    if settings.DEBUG:
        found.append("DEBUG ist an.")
    if settings.DEMO or "vorort.demo" in settings.INSTALLED_APPS:
        found.append("Die Demonstration ist eingeschaltet.")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS ist leer oder lässt jeden Namen zu.")
    found += [f"{name} ist aus." for name in SECURE if not getattr(settings, name)]
    return found


def refuse(reasons: list[str]) -> None:
    """Raise ImproperlyConfigured with all ``reasons``, a line each; nothing when there is none."""
    if reasons:
        raise ImproperlyConfigured("\n".join(["So startet der Betrieb nicht:", *(f"- {reason}" for reason in reasons)]))
