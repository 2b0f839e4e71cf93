"""Real people and real money. Refuses to start as long as something speaks against it; see refusals.py."""

from vorort.config import environment, refusals

refusals.refuse(refusals.against_environment())

from vorort.config.settings.base import *  # noqa: E402, F403 - nothing is read before the refusals
from vorort.config.settings.base import LOGGING  # noqa: E402

PRODUCTION = True
DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# --- Behind a proxy ---------------------------------------------------------------------------------------------------
_HEADER = environment.text("PROXY_HEADER")
SECURE_PROXY_SSL_HEADER = (
    None if _HEADER == refusals.NO_HEADER else ("HTTP_" + _HEADER.upper().replace("-", "_"), "https")
)
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if SECURE_PROXY_SSL_HEADER is None else environment.number("PROXY_COUNT")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^(gesund|bereit)/$"]
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
LOGGING["handlers"]["console"]["formatter"] = "lines"  # type: ignore[index]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
