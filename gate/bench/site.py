"""The real site on a database, in the way ``vorort serve`` starts it, and somebody signed in who reads its pages."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from gate.bench.figures import BenchError, Series
from gate.processes import PROJECT

HOST, WORKERS, THREADS = "localhost", 2, 4
START_SECONDS = 60
BEFORE = 10  # pages asked for before the first is timed
MEMORY = re.compile(r"^(VmRSS|VmHWM|RssAnon):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """A page or file: when its first byte and its last came, in milliseconds after the request."""

    status: int
    body: bytes
    first_byte: float
    whole: float


@dataclass
class Visitor:
    """Somebody signed in, over one connection that stays open."""

    port: int
    session: str
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> Answer:
        """Read ``path``. A connection that the server has closed meanwhile is opened anew."""
        try:
            return self._get(path)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.close()
            return self._get(path)

    def page(self, path: str, *, rows: int | None = None) -> bytes:
        """The page at ``path``. Raises BenchError when it is none, or does not have ``rows`` rows in its table."""
        answer = self.get(path)
        if answer.status != 200:
            raise BenchError(f"{path} antwortet mit {answer.status}")
        found = answer.body.count(b'<th scope="row"')
        if rows is not None and found != rows:
            raise BenchError(f"{path} zeigt {found} Zeilen statt {rows}")
        return answer.body

    def close(self) -> None:
        """Leave."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _get(self, path: str) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Cookie": f"sessionid={self.session}"}
        began = time.perf_counter()
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        first = response.read(1)
        first_byte = time.perf_counter() - began
        body = first + response.read()
        return Answer(response.status, body, first_byte * 1000, (time.perf_counter() - began) * 1000)


@dataclass(frozen=True)
class Site:
    """A running site."""

    process: subprocess.Popen[bytes]
    port: int

    def visitor(self, session: str) -> Visitor:
        """Somebody with this session."""
        return Visitor(self.port, session)

    @property
    def computing(self) -> float:
        """How long all of them have computed so far, in milliseconds."""
        return sum(computing(process) for process in self.workers)

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]


def computing(process: int) -> float:
    """How long a process has computed so far, in milliseconds, whatever else the machine does meanwhile."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> dict[str, float]:
    """Resident memory of a process, the most it ever was, and its own part without files; in MB."""
    text = Path(f"/proc/{process}/status").read_text()
    return {name: int(kilobytes) / 1024 for name, kilobytes in MEMORY.findall(text)}


@dataclass
class Most:
    """How much more memory of its own than before a process had meanwhile, in MB."""

    more: float = 0.0


@contextmanager
def watching(processes: Sequence[int]) -> Iterator[Most]:
    """Looks a hundred times a second. What is mapped from files does not count: the machine takes it back at will."""
    most, over = Most(), Event()
    before = {process: memory(process)["RssAnon"] for process in processes}

    def look() -> None:
        while not over.wait(0.01):
            most.more = max(most.more, *(memory(process)["RssAnon"] - held for process, held in before.items()))

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def pages(visitor: Visitor, path: str, *, rounds: int) -> Series:
    """How long ``path`` takes, whole."""
    for _ in range(BEFORE):
        visitor.page(path)
    return Series([visitor.get(path).whole for _ in range(rounds)])


def pages_alternating(*asked: tuple[Visitor, str], rounds: int) -> list[Series]:
    """The same for several pages in turn."""
    for _ in range(BEFORE):
        for visitor, path in asked:
            visitor.page(path)
    rows = [[visitor.get(path).whole for visitor, path in asked] for _ in range(rounds)]
    return [Series(times) for times in zip(*rows, strict=True)]


@contextmanager
def serve(database: str, log: Path) -> Iterator[Site]:
    """Run the site on ``database`` on a free port. It always ends."""
    from vorort.config.running import SERVER_LOG, server_command  # Django's settings are chosen by now

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port: int = listener.getsockname()[1]
        command = server_command(f"fd://{listener.fileno()}", WORKERS, THREADS, *SERVER_LOG)
        with log.open("wb") as said:
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=os.environ | {"VORORT_DATABASE": database},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=[listener.fileno()],
            )
    try:
        _wait(process, port, log)
        yield Site(process, port)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if Visitor(port, "").get("/gesund/").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise BenchError(f"Die Seite startet nicht: {log.read_text(errors='replace')[-2000:]}")


def production(folder: Path) -> dict[str, str]:
    """The environment of real work, as ``vorort serve`` asks for it, with everything below ``folder``."""
    kept: dict[str, Any] = {name: value for name, value in os.environ.items() if not name.startswith("VORORT_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "vorort.config.settings.production",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
        "PYTHONHASHSEED": "0",
        "VORORT_SECRET_KEY": "nur-fuer-die-messung-0123456789-abcdefghijklmnopqrstuvwxyz",
        "VORORT_ALLOWED_HOSTS": HOST,
        "VORORT_SITE_ADDRESS": f"https://{HOST}",
        "VORORT_PROXY_HEADER": "X-Forwarded-Proto",
        "VORORT_DATA": str(folder),
    }


PYTHON = [sys.executable, "-m"]
