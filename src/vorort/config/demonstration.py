"""``vorort demo``: prepares everything, starts the worker and the server, and ends both when it ends.

What the demonstration shows (people, cases, calls) is loaded by vorort.demo and not known here.
"""

import ctypes
import errno
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path

from django.core.management import CommandError, call_command

from vorort.config import environment, running

FIRST_PORT = 8000
PORTS_TO_TRY = 100
START_SECONDS = 60
END_SECONDS = 8
STEPS = 6
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h


class Ended(BaseException):
    """Somebody asked the demonstration to end. Not an error, and nothing on the way may catch it as one."""


class Failed(Exception):
    """The demonstration cannot go on. The message is printed."""


class Steps:
    """Shows which of the steps is under way and how long it took."""

    def __init__(self) -> None:
        self.number = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Print the step's line at once and its time when it is done."""
        self.number += 1
        began = time.monotonic()
        say(f"[{self.number}/{STEPS}] {name} …")
        yield
        say(f"      fertig nach {seconds(time.monotonic() - began)}")


def say(text: str) -> None:
    """Print a line at once. When the terminal is gone there is nobody to tell, and everything must still be ended."""
    with suppress(OSError):
        print(text, flush=True)


def seconds(value: float) -> str:
    """A span of time as people read it: ``3,4 s``."""
    return f"{value:.1f} s".replace(".", ",")


def run(wanted_port: int | None) -> int:
    """Start the demonstration and stay until it is ended. Returns the exit code: 0 when somebody ended it."""
    began = float(os.environ.get("VORORT_STARTED") or time.time())
    with ExitStack() as stack:
        stack.enter_context(_terminal_kept())
        try:
            _listen_to_signals()
            processes = _start(stack, wanted_port, began)
            _watch(processes)
        except Ended:
            say("\nDie Demonstration endet …")
        except (Failed, CommandError) as failure:
            print(f"vorort: {failure}", file=sys.stderr)
            return 1
        finally:
            _ignore_signals()
    say("Beendet. Alles Eingegebene bleibt für den nächsten Start.")
    return 0


def _start(stack: ExitStack, wanted_port: int | None, began: float) -> dict[str, subprocess.Popen[bytes]]:
    folder = environment.data_folder()
    os.environ["VORORT_DATABASE"] = running.sqlite_address(folder / "demo.sqlite3")  # never a database of real work
    running.use_settings(running.DEMO)
    steps = Steps()
    with steps.step("Datenbank"):
        running.prepare_database(verbosity=0)
    with steps.step("Daten der Demonstration"):
        call_command("load_demo")
    with steps.step("Gestaltung"):
        _collect_static_files(folder)
    processes = {}
    with steps.step("Hintergrundarbeit"):
        command = [sys.executable, "-m", "vorort.config", "worker"]
        processes["Hintergrundarbeit"] = stack.enter_context(child(command, folder / "demo-worker.log"))
    with steps.step("Server"), listening(wanted_port) as listener:
        port: int = listener.getsockname()[1]
        command = running.server_command(f"fd://{listener.fileno()}", workers=2, threads=4)
        log = folder / "demo-server.log"
        processes["Server"] = stack.enter_context(child(command, log, listener.fileno()))
    with steps.step("Erste Antwort"):
        _wait_until_it_answers(processes["Server"], port, folder / "demo-server.log")
    _welcome(port, time.time() - began)
    return processes


# --- Before ----------------------------------------------------------------------------------------------------------
def _collect_static_files(folder: Path) -> None:
    """Collect them once; again only when a file has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            found.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = folder / "static.stamp"
    if stamp.exists() and stamp.read_text() == found.hexdigest() and Path(settings.STATIC_ROOT).is_dir():
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found.hexdigest())


@contextmanager
def listening(wanted_port: int | None) -> Iterator[socket.socket]:
    """A listening socket on the wanted port, or on the next free one. The server inherits it: nobody comes between."""
    first = wanted_port or FIRST_PORT
    last = min(first + PORTS_TO_TRY, 65536)
    listener = next((found for port in range(first, last) if (found := _bound(port)) is not None), None)
    if listener is None:
        raise Failed(f"Zwischen {first} und {last - 1} ist kein Port frei.")
    with listener:
        listener.listen(256)
        port = listener.getsockname()[1]
        if port != first:
            say(f"      Port {first} ist belegt, es wird {port}.")
        yield listener


def _bound(port: int) -> socket.socket | None:
    """A socket bound to ``port`` of the loopback, or None when somebody has it (IPv6 too: browsers ask there first)."""
    if _taken_in_ipv6(port):
        return None
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            return None
        raise
    return listener


def _taken_in_ipv6(port: int) -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.create_connection(("::1", port), timeout=0.2):
            return True
    except OSError:
        return False


# --- Processes --------------------------------------------------------------------------------------------------------
@contextmanager
def child(command: list[str], log_path: Path, *descriptors: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process of our own group, which ends with us: told so when we end, by the kernel when we are killed."""
    with log_path.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=descriptors,
            preexec_fn=_end_with_parent(os.getpid()),
        )
    try:
        yield process
    finally:
        _end(process)


def _end_with_parent(parent: int) -> Callable[[], None]:
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None).prctl

    def ask_the_kernel() -> None:
        prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return ask_the_kernel


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started. Politely first."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Stay as long as all processes do. Raises Failed when one ends by itself."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise Failed(
                    f"{name} hat sich beendet (Code {process.returncode}). Näheres: {environment.data_folder()}"
                )
        time.sleep(0.5)


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status < 500:
                return
            raise Failed(f"Die Startseite antwortet mit einem Fehler. Protokoll: {log}")
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise Failed(f"Der Server antwortet nicht. Protokoll: {log}")


def _welcome(port: int, duration: float) -> None:
    accounts = import_module("vorort.demo.accounts")
    say(f"\nvorort läuft, bereit nach {seconds(duration)}:\n\n    http://localhost:{port}/\n")
    say("Anmelden als (alle Personen sind erfunden):\n")
    sign_ins: list[tuple[str, str, str]] = list(accounts.sign_ins())
    widths = [max(len(sign_in[column]) for sign_in in sign_ins) for column in (0, 1)]
    for label, email, password in sign_ins:
        say(f"    {label:<{widths[0]}}  {email:<{widths[1]}}  {password}")
    say("\nStrg+C beendet alles.")


# --- Signals and the terminal -----------------------------------------------------------------------------------------
def _listen_to_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _asked_to_end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup: stay when the terminal closes
        signal.signal(signal.SIGHUP, _asked_to_end)


def _asked_to_end(number: int, frame: object) -> None:
    raise Ended


def _ignore_signals() -> None:
    """While everything ends, a second Ctrl-C must not leave half of it behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _terminal_kept() -> Iterator[None]:
    """Give the terminal back as it was."""
    terminal = sys.stdin.fileno() if sys.stdin is not None and sys.stdin.isatty() else None
    attributes = termios.tcgetattr(terminal) if terminal is not None else None
    try:
        yield
    finally:
        if terminal is not None and attributes is not None and os.tcgetpgrp(terminal) == os.getpgrp():
            termios.tcsetattr(terminal, termios.TCSADRAIN, attributes)
