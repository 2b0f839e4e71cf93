"""What the commands share: which settings they use, a database brought up to date, and the server's command line.

The commands stand in cli.py, the start of the demonstration in demonstration.py.
"""

import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import quote

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from vorort.config import environment, refusals
from vorort.core import logs

PRODUCTION = "vorort.config.settings.production"
DEMO = "vorort.config.settings.demo"
SERVER_LOG = ("--logger-class", "vorort.config.server_log.LinesOfServer")


def use_settings(module: str) -> None:
    """Set Django up with the settings ``module``. Raises ImproperlyConfigured with all that speaks against it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    if settings.PRODUCTION:
        sys.excepthook = logs.uncaught
        refusals.refuse(refusals.against_settings(settings))
    django.setup()


def use_chosen_settings() -> None:
    """Set Django up for real work: production, unless DJANGO_SETTINGS_MODULE says otherwise."""
    use_settings(os.environ.get("DJANGO_SETTINGS_MODULE") or PRODUCTION)


def use_owner() -> str:
    """As ``use_chosen_settings``, but connected as the owner of the tables and without limits of time.

    Returns the role the application works with; empty when one role does everything.
    """
    os.environ["VORORT_STATEMENT_SECONDS"] = "0"
    owner = environment.text("OWNER_DATABASE")
    application = environment.role_of("DATABASE") if owner else ""
    if owner:
        if application in ("", environment.role_of("OWNER_DATABASE")):
            raise ImproperlyConfigured("VORORT_DATABASE und VORORT_OWNER_DATABASE nennen zwei Rollen in PostgreSQL.")
        os.environ |= {"VORORT_DATABASE": owner, "VORORT_DATABASE_POOLER": "nein"}
    use_chosen_settings()
    return application


def sqlite_address(path: Path) -> str:
    """The value of VORORT_DATABASE for the SQLite file ``path``."""
    return f"sqlite:///{quote(str(path.resolve()))}"


def prepare_database(verbosity: int = 1) -> None:
    """Bring the tables up to date, the cache's too. What Django prints goes to standard error."""
    with redirect_stdout(sys.stderr):
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)


def server_command(bind: str, workers: int, threads: int, *more: str) -> list[str]:
    """The command line of the application server."""
    command = [sys.executable, "-m", "gunicorn", "vorort.config.wsgi:application", "--bind", bind]
    command += ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)]
    return [*command, "--graceful-timeout", "10", "--no-control-socket", *more]
