"""``python -m gate.mutations [core/money.py …]``: changes a module in one place at a time; its tests have to notice.

Works on a copy of the project, so that no change stays behind. The changes are cosmic-ray's; here stands which tests
watch over which module. What survives is printed, and docs/measurements.md says why it may, or which test came of it.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = Path("src/vorort")
COPIED = ("src", "tests", "gate", "docs", "deploy", "pyproject.toml", "vorort")
LEAST = 85.0  # per cent of the changes that the tests have to notice
MOST_SECONDS = 60  # a change that lets the tests run on has been noticed

RULES = "tests/funding/rules"
WATCHED = {
    "core/money.py": ("tests/core/test_money.py",),
    "core/workflow.py": ("tests/core/test_workflow.py",),
    "funding/workflow.py": ("tests/funding/test_workflow.py",),
    "funding/permissions.py": ("tests/funding/test_permissions.py",),
    "network/workflow.py": ("tests/network/test_registration.py",),
    "network/rules.py": ("tests/network/test_rules.py",),
    "network/permissions.py": ("tests/network/test_permissions.py", "tests/network/test_whose_it_is.py"),
    "steering/permissions.py": ("tests/steering/test_goals.py",),
    "funding/rules/calculation.py": (f"{RULES}/test_calculation.py", f"{RULES}/test_calculation_properties.py"),
    "funding/rules/deadlines.py": (f"{RULES}/test_deadlines.py",),
    "funding/rules/eligibility.py": (f"{RULES}/test_eligibility.py",),
    "funding/rules/facts.py": (RULES,),
    "funding/rules/finality.py": (f"{RULES}/test_finality.py",),
    "funding/rules/hearing.py": (f"{RULES}/test_hearing.py",),
    "funding/rules/information.py": (f"{RULES}/test_information.py",),
    "funding/rules/items.py": (f"{RULES}/test_items.py",),
    "funding/rules/programme.py": (f"{RULES}/test_programme.py",),
    "funding/rules/review.py": (f"{RULES}/test_review.py",),
    "funding/rules/submission.py": (f"{RULES}/test_submission.py",),
}


@dataclass(frozen=True)
class Outcome:
    """How many changes of one module were tried, and what the survivors changed, as text."""

    module: str
    tried: int
    survivors: tuple[str, ...]

    @property
    def killed(self) -> int:
        """How many of the changes the tests noticed."""
        return self.tried - len(self.survivors)

    @property
    def enough(self) -> bool:
        """Whether the tests noticed as many as they have to."""
        return self.killed * 100 >= LEAST * self.tried

    def __str__(self) -> str:
        return f"{self.module}: {self.tried} Änderungen, {self.killed} bemerkt, {len(self.survivors)} nicht"


def configuration(module: str, tests: Sequence[str], python: str = sys.executable) -> str:
    """The session of one module as cosmic-ray reads it."""
    command = f"{python} -m pytest {' '.join(tests)} -x -q -p no:xdist -p no:cacheprovider -p no:cov"
    return (
        f'[cosmic-ray]\nmodule-path = "{SOURCE / module}"\ntimeout = {MOST_SECONDS}.0\nexcluded-modules = []\n'
        f'test-command = "{command}"\n\n[cosmic-ray.distributor]\nname = "local"\n'
    )


def read(module: str, lines: Sequence[str]) -> Outcome:
    """What cosmic-ray tells of a session: one line a change, none for a table of words alone. Raises ValueError when a
    change was not tried.
    """
    results = [json.loads(line)[1] for line in lines if line.strip()]
    if None in results:
        raise ValueError(module)
    survivors = tuple(result["diff"] for result in results if result["test_outcome"] == "survived")
    return Outcome(module, len(results), survivors)


def tried(module: str, folder: Path) -> Outcome:
    """Try every change of ``module`` in the copy of the project at ``folder``."""
    tool = str(Path(sys.executable).parent / "cosmic-ray")
    settings, session = folder / "session.toml", folder / "session.sqlite"
    settings.write_text(configuration(module, WATCHED[module]))
    subprocess.run([tool, "init", settings, session, "--force"], cwd=folder, check=True)
    subprocess.run([tool, "baseline", settings], cwd=folder, check=True)
    for stale in (folder / SOURCE / module).parent.glob(f"__pycache__/{Path(module).stem}.*"):
        stale.unlink()  # two changes of one length in one second would look the same to Python
    subprocess.run([tool, "exec", settings, session], cwd=folder, check=True)
    told = subprocess.run([tool, "dump", session], cwd=folder, check=True, capture_output=True, text=True).stdout
    return read(module, told.splitlines())


def copy_to(folder: Path) -> None:
    """Everything the tests read, without what was made of it."""
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(PROJECT / name, folder / name)


def main() -> int:
    """Try the modules asked for; exit code 1 when too many changes of one went unnoticed."""
    parser = argparse.ArgumentParser("gate.mutations", description="Ändert Quelltext; die Tests müssen es merken.")
    parser.add_argument("modules", nargs="*", metavar="MODUL", help="unter src/vorort, z. B. core/money.py")
    asked = parser.parse_args().modules or list(WATCHED)
    unknown = sorted(set(asked) - set(WATCHED))
    if unknown:
        parser.error(f"Für {', '.join(unknown)} steht in gate/mutations.py kein Test.")
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="vorort-mutations-") as name:
        copy_to(Path(name))
        for module in asked:
            outcomes.append(tried(module, Path(name)))
            print(outcomes[-1], *outcomes[-1].survivors, sep="\n", flush=True)
    return 0 if all(outcome.enough for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
