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
from contextlib import contextmanager
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


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a cluster with the ``programs`` of this folder and yield its VORORT_DATABASE. It always ends."""
    folder = Path(tempfile.mkdtemp(prefix="vorort-postgres-"))
    data = folder / "data"
    try:
        as_user = _other_user(folder)
        _initialise(programs, data, as_user)
        port = _free_port()
        with (folder / "log").open("wb") as log:
            server = _start(programs, data, port, as_user, log.fileno())
        try:
            _wait(server, port, folder / "log")
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _end(server, data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _start(programs: Path, data: Path, port: int, as_user: Sequence[str], log: int) -> subprocess.Popen[bytes]:
    options = OPTIONS | {"port": str(port), "unix_socket_directories": str(data)}
    command = [*as_user, str(programs / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    return subprocess.Popen(
        command, cwd=data.parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if b"ready to accept connections" in log.read_bytes():
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        time.sleep(0.05)
    raise ClusterError(f"PostgreSQL startet nicht: {log.read_text(errors='replace').strip()[-1000:]}")


def _end(server: subprocess.Popen[bytes], data: Path) -> None:
    """Fast shutdown; the whole process group when that takes longer than ten seconds."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
