"""The real site in a process of its own, and a real browser to walk it. Loaded by tests/conftest.py.

What a page must hold is not tested here; neither is the database, see tests/databases.py.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import DjangoDbBlocker

from gate import programs
from tests.databases import Database, Store, connected_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

START_SECONDS = 30
PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--force-color-profile=srgb",
)

type_of_new_context = Callable[..., "BrowserContext"]


@dataclass(frozen=True)
class LiveSite:
    """A running site: its address without a slash at the end, and the database it works on."""

    address: str
    database: Database

    def url(self, path: str) -> str:
        """The whole address of ``path``, which begins with a slash."""
        return self.address + path


# --- The server -------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory, django_test_environment: None) -> Path:
    """A data folder with the collected static files, for the servers of this worker."""
    from django.core.management import call_command
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("data")
    with override_settings(STATIC_ROOT=folder / "static"):
        call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    return folder


@pytest.fixture(scope="module")
def live_server_process(database_store: Store, static_folder: Path) -> Iterator[LiveSite]:
    """One server for all tests of a module. Tests take ``live_site``, which also points Django at its database."""
    database = database_store.copy("live")
    with serve(database, static_folder) as address:
        yield LiveSite(address, database)
    database_store.drop(database)


@pytest.fixture
def live_site(live_server_process: LiveSite, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The running site. What the test writes through actions, the site sees; earlier tests' data is still there."""
    with django_db_blocker.unblock(), connected_to(live_server_process.database):
        yield live_server_process


@pytest.fixture
def fresh_live_site(committed_database: Database, static_folder: Path) -> Iterator[LiveSite]:
    """A site of its own with an untouched database, for a test that counts or changes what others rely on."""
    with serve(committed_database, static_folder) as address:
        yield LiveSite(address, committed_database)


@contextmanager
def serve(database: Database, data_folder: Path) -> Iterator[str]:
    """Run gunicorn on ``database`` and yield the address. It always ends."""
    port = free_port()
    process = start_server(database, data_folder, port)
    try:
        yield f"http://localhost:{port}"
    finally:
        end(process)


def start_server(database: Database, data_folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Run gunicorn on ``database``, in a process group of its own, and return when it answers."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.live_settings",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
        "VORORT_DATABASE": database.url,
        "VORORT_DATA": str(data_folder),
    }
    command = [sys.executable, "-m", "gunicorn", "vorort.config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--graceful-timeout",
        "2",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    log_path = data_folder / f"gunicorn-{port}.log"
    with log_path.open("ab") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        wait_until_it_answers(process, port, log_path)
    except BaseException:
        end(process)
        raise
    return process


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log_path: Path) -> None:
    """Return when the server answers anything at all; fail with its log when it ends or stays silent."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"Die Seite startet nicht. Ihr Protokoll:\n{log_path.read_text()[-4000:]}", pytrace=False)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and after five seconds make it."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# --- The browser ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium. One for each module, because Playwright's event loop must not run under other tests."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright fehlt (requirements-dev.lock)")
    path = programs.chromium()
    if path is None:
        pytest.skip(programs.CHROMIUM_MISSING)
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with api.sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=path, args=flags)
            yield chromium
            chromium.close()


@pytest.fixture
def new_context(browser: "Browser") -> Iterator[type_of_new_context]:
    """Opens further windows that share nothing: ``new_context(java_script_enabled=False, viewport=…)``.

    When the test is over they are closed, and a request to any other host fails it.
    """
    foreign: list[str] = []
    with ExitStack() as contexts:

        def open_context(**options: Any) -> "BrowserContext":
            wanted = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": {"width": 1280, "height": 900}}
            context = browser.new_context(**(wanted | options))
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            context.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
            return context

        yield open_context
    assert not foreign, f"Die Seite lädt von Dritten: {foreign}"


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://localhost:", "http://localhost/", "data:", "blob:", "about:"))


@pytest.fixture
def browser_context(new_context: type_of_new_context) -> "BrowserContext":
    """One window with script, German, 1280 × 900."""
    return new_context()


@pytest.fixture
def browser_page(browser_context: "BrowserContext") -> "Page":
    """One page in that window."""
    return browser_context.new_page()
