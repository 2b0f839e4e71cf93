"""``vorort worker`` in a process of its own, with a mail server on the loopback and a log to read."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.crashes.mail_server import Mailbox
from tests.live_site import end

SECONDS = 120


def start_worker(mailbox: Mailbox, log: Path | None = None, **more: str) -> subprocess.Popen[bytes]:
    """The worker, which mails to ``mailbox`` and writes its log to the end of ``log``. ``more`` is its environment."""
    mailing = {"MAIL_FROM": "vorort@land.example", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mailbox.port)}
    environment = os.environ | {f"VORORT_{name}": value for name, value in mailing.items()} | more
    command = [sys.executable, "-m", "django", "vorort_worker", "--interval", "0.05", "--pythonpath", "src"]
    with (log or Path(os.devnull)).open("ab") as written:
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=written)


@contextmanager
def working(mailbox: Mailbox, log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The worker while the test looks on. It always ends."""
    worker = start_worker(mailbox, log, **more)
    try:
        yield worker
    finally:
        end(worker)


def wait_for(reached: Callable[[], object]) -> None:
    """Return when ``reached`` holds; fail when that takes too long."""
    until = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < until, "nothing happens any more"
        time.sleep(0.01)
