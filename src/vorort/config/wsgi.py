"""The WSGI application gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from vorort.config.running import PRODUCTION, use_settings

use_settings(os.environ.get("DJANGO_SETTINGS_MODULE") or PRODUCTION)
application = get_wsgi_application()
