"""What the start page is made of. Each part of the product registers one function that says what it contributes.

It is called when the web app is ready, as the parts do with the names of their fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from vorort.network.capacity import Capacity
from vorort.web.shell.components import Due, Figure, Share, Task, Tile
from vorort.web.shell.land_map import Sketch


@dataclass(frozen=True)
class Contribution:
    """What one part shows a capacity: the first of ``waiting`` tasks and where all are, days, figures, ways, a map.

    ``nothing`` says what will stand under the tasks one day, when this part brings tasks to that role at all.
    """

    tasks: Sequence[Task] = ()
    waiting: int = 0
    all_tasks_url: str = ""
    nothing: str = ""
    dues: Sequence[Due] = ()
    figures: Sequence[Figure] = ()
    shares: Sequence[Share] = ()
    ways: Sequence[Tile] = ()
    land: Sketch | None = None


Part = Callable[[Capacity, date], Contribution]
_PARTS: dict[str, Part] = {}


def register(name: str, part: Part) -> None:
    """Let the part called ``name`` contribute; a second time replaces the first."""
    _PARTS[name] = part


def contribution(capacity: Capacity, on: date) -> Contribution:
    """What all parts together show ``capacity`` on the day ``on``, in the order in which they registered."""
    found = [part(capacity, on) for part in _PARTS.values()]
    return Contribution(
        tasks=[task for one in found for task in one.tasks],
        waiting=sum(one.waiting for one in found),
        all_tasks_url=next((one.all_tasks_url for one in found if one.all_tasks_url), ""),
        nothing=" ".join(one.nothing for one in found if one.nothing),
        dues=sorted((due for one in found for due in one.dues), key=lambda due: due.day),
        figures=[figure for one in found for figure in one.figures],
        shares=[share for one in found for share in one.shares],
        ways=[way for one in found for way in one.ways],
        land=next((one.land for one in found if one.land), None),
    )
