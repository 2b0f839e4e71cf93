"""The settings of the running site in the browser tests: those of the suite, with the name of its template on every
page, and a few addresses that fail on purpose.
"""

from vorort.config.settings.test import *  # noqa: F403
from vorort.config.settings.test import TEMPLATES as PLAIN

ROOT_URLCONF = "tests.live_urls"
TEMPLATES = [PLAIN[0] | {"BACKEND": "tests.live_templates.NamedTemplates", "NAME": "django"}]
