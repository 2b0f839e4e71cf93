"""The suite: as production where it matters, with a fast password hash and the demo's addresses, so that both are
tested.
"""

import os

from vorort.config import environment
from vorort.config.settings.demo import *  # noqa: F403
from vorort.config.settings.demo import STATIC_ROOT

SECOND_FACTOR_REQUIRED = os.environ.get("SECOND_FACTOR_REQUIRED") == "yes"  # for a site of its own in the walks
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
DATABASES = {"default": environment.database()}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
