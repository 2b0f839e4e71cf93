"""The steps of the gate, in their order, the suites two at a time. Each runs a program and says how it ended; all run,
whatever fails before.

How programs run stands in gate/processes.py, what is printed in gate/output.py.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gate import output, postgres, programs
from gate.measure import measure
from gate.output import Result, Verdict
from gate.processes import PROJECT, Processes

FIELD_CLASSIFICATION = "tests/consistency/test_field_classification.py"
CLOSING_LINE = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+ in .*?|no tests ran in .*?)\s*=*$")
MEASURED_LINE = re.compile(r"^GEMESSEN (.+)$", re.MULTILINE)
SKIPPED_LINE = re.compile(r"^SKIPPED \[\d+\] \S+?: (.+)$")
NO_TESTS = 5
# Another database, and the wish to compile every module and every assertion anew in each process.
LEFT_OUT = ("VORORT_DATABASE", "PYTHONDONTWRITEBYTECODE")
PYTEST_WORKERS = "2"
LINT_IMPORTS = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())"


class Gate:
    """One run of the gate. ``folder`` is thrown away afterwards. A ``long`` one repeats as often as counts, and runs
    what takes its time: crashes, faults, every page in every width, language and theme.
    """

    def __init__(self, processes: Processes, folder: Path, *, long: bool = False) -> None:
        self.processes = processes
        self.folder = folder
        self.long = long
        self.environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | {
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
            "DJANGO_SETTINGS_MODULE": "vorort.config.settings.test",
            "VORORT_DATA": str(folder / "data"),
            "VORORT_FULL": "1" if long else "0",
        }

    # --- The two ways to run it -----------------------------------------------------------------------------------
    def fast(self) -> list[Result]:
        """What a minute is enough for. The suite runs beside the checks of the source."""
        with ThreadPoolExecutor(2) as pool:
            suite = pool.submit(self.suite, "Tests auf SQLite (schnell)", "not slow and not browser")
            checks = pool.submit(lambda: list(self.source_checks()))
            return [*self._shown(checks.result()), *self._shown([suite.result()])]

    def whole(self) -> list[Result]:
        """Everything."""
        with ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(check) for check in self._checks()]
            results = [shown for future in futures for shown in self._shown([future.result()])]
        with ThreadPoolExecutor(2) as pool:  # a suite that waits for its database or browser leaves a core to the other
            suites = (self.postgres_suite, self.sqlite_suite, self.slow_suite, self.browser_suite)
            futures = [pool.submit(suite) for suite in suites]
            results += [shown for future in futures for shown in self._shown([future.result()])]
        return [*results, *self._shown([self.coverage()])]

    def _shown(self, results: list[Result]) -> list[Result]:
        for result in results:
            output.show(result)
        return results

    # --- The source -----------------------------------------------------------------------------------------------
    def _checks(self) -> list[Callable[[], Result]]:
        python = [sys.executable, "-m"]
        return [
            lambda: self.program("Formatierung", [*python, "ruff", "format", "--check", "."]),
            lambda: self.program("Ruff", [*python, "ruff", "check", "."]),
            lambda: self.program("Typen (mypy)", [*python, "mypy"]),
            lambda: self.program("Schichten (import-linter)", [sys.executable, "-c", LINT_IMPORTS]),
            lambda: self.program("Migrationen", [*python, "django", "makemigrations", "--check", "--dry-run"]),
            self.field_classification,
        ]

    def source_checks(self) -> Iterator[Result]:
        """One after the other, while the suite has the other core."""
        for check in self._checks():
            yield check()

    def program(self, name: str, command: list[str]) -> Result:
        """A step that is one program: good when it ends with 0."""
        began = time.monotonic()
        code, said = self.processes.run(command, self.environment)
        return Result(name, Verdict.FAILED if code else Verdict.PASSED, time.monotonic() - began, said=said)

    def field_classification(self) -> Result:
        """Named here because it must not get lost; it runs with the suite."""
        name = "Feldklassifikation"
        if (PROJECT / FIELD_CLASSIFICATION).is_file():
            return Result(name, Verdict.PASSED, remark=f"läuft in der Suite: {FIELD_CLASSIFICATION}")
        return Result(name, Verdict.FAILED, remark=f"es fehlt {FIELD_CLASSIFICATION}")

    # --- The suite ------------------------------------------------------------------------------------------------
    def sqlite_suite(self) -> Result:
        """What the fast loop runs, on SQLite. Here and in the rest the branches are measured."""
        return self.suite("Tests auf SQLite", "not slow and not browser", folder="sqlite", measured=True)

    def slow_suite(self) -> Result:
        """The rest but the browser, on SQLite."""
        return self.suite("Tests auf SQLite (langsam)", "slow and not browser", folder="slow", measured=True)

    def postgres_suite(self) -> Result:
        """Both on PostgreSQL, in a cluster of its own, but for rows of pages that are alike on every database."""
        name = "Tests auf PostgreSQL"
        found = programs.postgres()
        if found is None:
            return Result(name, Verdict.SKIPPED, remark=programs.POSTGRES_MISSING)
        try:
            with postgres.standing(found) as cluster:
                marks = "not browser" if self.long else "not browser and not alike"
                return self.suite(name, marks, folder="postgres", VORORT_DATABASE=cluster.address)
        except postgres.ClusterError as error:
            return Result(name, Verdict.FAILED, said=str(error))

    def browser_suite(self) -> Result:
        """The walks in a real browser."""
        name = "Tests im Browser"
        if programs.chromium() is None:
            return Result(name, Verdict.SKIPPED, remark=programs.CHROMIUM_MISSING)
        return self.suite(name, "browser", folder="browser", measured=self.long)

    def suite(self, name: str, marks: str, folder: str = "", *, measured: bool = False, **environment: str) -> Result:
        """Run pytest on the tests with these ``marks``. Its closing line is the step's remark.

        A suite with a ``folder`` of its own shows what it says; a ``measured`` one counts the branches it takes.
        """
        output.begins(name)
        began = time.monotonic()
        marks = marks if self.long else f"{marks} and not full"
        command = [sys.executable, "-m", "pytest", "-q", "-m", marks, "-n", PYTEST_WORKERS]
        command += [f"--basetemp={self.folder / ('pytest-' + (folder or 'fast'))}"]
        if folder == "browser":
            command += ["--dist", "loadfile"]  # one browser for each module
        if measured:
            command += ["--cov", "--cov-report="]
            environment["COVERAGE_FILE"] = str(self.folder / f"suite-{folder}")
        code, said = self.processes.run(command, self.environment | environment, echo=folder)
        remark = closing_line(said) + (" (kein einziger Test)" if code == NO_TESTS else "")
        verdict = Verdict.FAILED if code else Verdict.PASSED
        found = skipped_tests(said), measured_figures(said)
        return Result(name, verdict, time.monotonic() - began, remark, "" if folder else said, *found)

    def coverage(self) -> Result:
        """Judge what all suites together have reached."""
        began = time.monotonic()
        enough, remark, said = measure(self.processes, self.folder, self.environment)
        verdict = Verdict.PASSED if enough else Verdict.FAILED
        return Result("Abdeckung", verdict, time.monotonic() - began, remark, said)


def skipped_tests(said: str) -> tuple[str, ...]:
    """Why pytest left tests out, each reason once."""
    found = (SKIPPED_LINE.match(line) for line in said.splitlines())
    return tuple(dict.fromkeys(match[1] for match in found if match))


def measured_figures(said: str) -> tuple[str, ...]:
    """What tests say they have measured."""
    return tuple(MEASURED_LINE.findall(said))


def closing_line(said: str) -> str:
    """Pytest's own last line, such as ``412 passed, 3 skipped in 41.20s``."""
    found = [match[1] for line in said.splitlines() if (match := CLOSING_LINE.match(line.strip()))]
    return found[-1] if found else ""
