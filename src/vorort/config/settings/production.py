"""Real people and real money. Refuses to start with a default secret, without a host name, or with demo data."""

from vorort.config import environment
from vorort.config.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = environment.secret("SECRET_KEY", least=50)
ALLOWED_HOSTS = environment.some_words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
