"""A throw-away PostgreSQL: a cluster in a temporary folder on a free port of the loopback, for one run of the suite.

Who uses it and what for stands in gate/steps.py. It never touches a cluster of the machine.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER = "vorort"
START_SECONDS = 60
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


class ClusterError(RuntimeError):
    """The cluster did not start. The message says what PostgreSQL said."""


class Cluster:
    """One cluster in a temporary folder. ``options`` are PostgreSQL's, over those for throw-away data."""

    def __init__(self, programs: Path, **options: str) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="vorort-postgres-"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self.options = OPTIONS | options
        self.as_user = _other_user(self.folder)
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its VORORT_DATABASE, without a database of one's own."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server on what lies in the folder, a new cluster the first time. Raises ClusterError."""
        if not self.data.exists():
            _initialise(self.programs, self.data, self.as_user)
        log = self.folder / "log"
        with log.open("wb") as written:
            self.server = _start(self, written.fileno())
        _wait(self.server, self.port, log)

    def kill(self) -> None:
        """End every process of the server at once, as a cut power line would."""
        if self.server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def end(self) -> None:
        """Fast shutdown; the whole process group when that takes longer than ten seconds."""
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(signal.SIGINT)
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def standing(programs: Path, **options: str) -> Iterator[Cluster]:
    """A started cluster with the ``programs`` of this folder. It always ends, and its folder goes."""
    cluster = Cluster(programs, **options)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.end()
        shutil.rmtree(cluster.folder, ignore_errors=True)


def _other_user(folder: Path) -> list[str]:
    """The words that run a command as somebody else when we are root, which PostgreSQL refuses; they own it."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    if shutil.which("setpriv"):
        return ["setpriv", "--pdeathsig=INT", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["runuser", "-u", user.pw_name, "--"]


def _initialise(programs: Path, data: Path, as_user: Sequence[str]) -> None:
    command = [*as_user, str(programs / "initdb"), "--pgdata", str(data), "--username", OWNER, "--no-sync"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(command, cwd=data.parent, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise ClusterError(f"initdb: {done.stderr.strip()[-1000:]}")


def _start(cluster: Cluster, log: int) -> subprocess.Popen[bytes]:
    options = cluster.options | {"port": str(cluster.port), "unix_socket_directories": str(cluster.data)}
    command = [*cluster.as_user, str(cluster.programs / "postgres"), "-D", str(cluster.data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    return subprocess.Popen(
        command, cwd=cluster.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if b"ready to accept connections" in log.read_bytes():
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        time.sleep(0.05)
    raise ClusterError(f"PostgreSQL startet nicht: {log.read_text(errors='replace').strip()[-1000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
