"""The programme desk's part of the scene: a draft of a version and of a call, and a file somebody has looked at."""

from dataclasses import dataclass, replace

from tests.funding.world import CALL, World
from vorort.core.models import ImportRun
from vorort.funding.actions import tables
from vorort.funding.models import Call, GuidelineVersion
from vorort.funding.tables import CEILINGS

ROUTES = (
    "programmes", "new_programme", "programme", "new_version", "new_budget_line", "edit_budget_line", "guideline",
    "guideline_texts", "guideline_parameters", "guideline_part", "guideline_release", "guideline_discard",
    "guideline_import", "guideline_table", "import_run", "new_call", "edit_call", "publish_call",
)  # fmt: skip
BYTES = b"Gebiet;Jahr;Betrag;Quelle;Erfunden\r\n05762;2028;70.000,00;Test;ja\r\n"


@dataclass(frozen=True)
class ProgrammeDesk:
    """What the addresses of the desk lead to."""

    version: GuidelineVersion
    call: Call
    run: ImportRun


def build(world: World) -> ProgrammeDesk:
    """Begun by the ministry's programme owner; the second person has not looked yet."""
    version = world.next_version("Geheime Fassung 2028")
    call = world.drafted_call(replace(CALL, code="geheim", title="Geheimer Aufruf"), budget_lines=[world.budget])
    look = tables.look(
        capacity=world.owner, guideline_id=version.pk, sheet=CEILINGS, content=BYTES, file_name="betraege.csv"
    )
    return ProgrammeDesk(version, call, tables.keep(capacity=world.owner, preview=look))


def keys_of(name: str, stage: str, desk: ProgrammeDesk, world: World) -> list[object]:
    """The keys in the address of a route, for the drafts unless ``stage`` is "released"."""
    version = world.guideline if stage == "released" else desk.version
    route = name.removeprefix("funding:")
    if route in ("programmes", "new_programme"):
        return []
    if route in ("programme", "new_version", "new_budget_line"):
        return [version.programme.code]
    more = {
        "guideline_part": ["bausteine", version.components.get(code="A").pk],
        "guideline_import": ["pauschalen"],
        "guideline_table": ["pauschalen"],
        "import_run": [desk.run.pk],
    }.get(route, [])
    owner = {"edit_budget_line": world.budget, "edit_call": desk.call, "publish_call": desk.call}.get(route, version)
    return [owner.pk, *more]
