"""The demonstration with fresh data on a free port, at the moment of the pictures."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import django
from django.core.management import call_command
from django.db import connections

from gate.processes import PROJECT

END_SECONDS = 10


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The demonstration with its data in ``folder``: its address. It always ends."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "gate.pictures.settings",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
        "VORORT_DATA": str(folder),
        "VORORT_DATABASE": f"sqlite:///{quote(str(folder / 'pictures.sqlite3'))}",
    }
    sys.path.insert(0, str(PROJECT / "src"))
    load_data()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port: int = listener.getsockname()[1]
        server = [sys.executable, "-m", "gunicorn", "vorort.config.wsgi:application", "--threads", "4"]
        server += ["--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "--no-control-socket"]
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                server, stdin=subprocess.DEVNULL, stderr=log, pass_fds=[listener.fileno()], start_new_session=True
            )
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(END_SECONDS)


def load_data() -> None:
    """Reference and demonstration data, all on the day of the pictures."""
    django.setup()
    from gate.pictures.settings import DAY
    from vorort.core import clock

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(DAY):
        call_command("load_demo")
    connections.close_all()
