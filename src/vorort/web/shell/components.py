"""The values that components show: frozen dataclasses that a read model or a view fills.
No query and no markup lives here; the markup is in ``templates/components``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from django.utils.functional import Promise

StepState = Literal["done", "now", "todo"]
Tone = Literal["ok", "wait", "info", "danger", "plain"]
ButtonKind = Literal["primary", "secondary", "danger", "link"]


class ReasonLike(Protocol):
    """What ``reasons`` and ``button`` can show: a sentence and the law it follows from (empty: none)."""

    @property
    def sentence(self) -> str | Promise: ...

    @property
    def source(self) -> str | Promise: ...


@dataclass(frozen=True)
class Plain:
    """A reason as a page says it: its own sentence, or a rule's with the way to where it is settled (``url``)."""

    sentence: str | Promise
    source: str | Promise = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """One station of a procedure. ``when`` is text, since a station may lie between two days or be still open."""

    label: str
    when: str = ""
    state: StepState = "todo"


@dataclass(frozen=True)
class Segment:
    """One part of a bar of money. ``tone`` 1 is the strongest, 4 the palest."""

    label: str
    amount: Decimal
    tone: int = 1


@dataclass(frozen=True)
class Crumb:
    """One stop on the way to this page. An empty ``url`` is the page itself."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of a description list; ``source`` is the law or document behind it."""

    label: str
    value: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class Task:
    """Something that waits for the person. ``when`` is text ("seit 2 Tagen", "heute", "bis Fr.")."""

    when: str
    title: str
    detail: str
    url: str
    action: str
    late: bool = False


@dataclass(frozen=True)
class Figure:
    """A number with what it means. ``url`` leads to its definition and to what was counted."""

    label: str
    value: str
    chip: str = ""
    chip_tone: Tone = "info"
    url: str = ""


@dataclass(frozen=True)
class Due:
    """Something that falls due. ``left`` is text ("noch 8 Tage"); an empty ``url`` is no link; ``late`` marks it."""

    day: date
    what: str
    left: str
    detail: str = ""
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class Share:
    """An amount as part of a whole, in euro, drawn and written."""

    label: str
    amount: Decimal
    total: Decimal
    url: str = ""


@dataclass(frozen=True)
class Tile:
    """A way into a part of the product."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Difference:
    """One field of a conflict: what the person typed and what stands there meanwhile."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two versions disagree in this field."""
        return self.mine != self.theirs


@dataclass(frozen=True)
class Typed:
    """One value as it was typed, shown again so that it can be copied."""

    label: str
    value: str


@dataclass(frozen=True)
class Bar:
    """One rectangle of a drawn bar, in parts of a thousand."""

    segment: Segment
    start: int
    width: int
    share: str


@dataclass(frozen=True)
class Column:
    """One column of a chart: its word, its value, how the value is written, and the page that explains it."""

    label: str
    value: Decimal
    shown: str
    url: str = ""


def heights(columns: Sequence[Column]) -> list[int]:
    """How high each column is drawn, in parts of a thousand of the highest; what is below nothing is not drawn."""
    highest = max((column.value for column in columns), default=Decimal(0))
    return [thousandths(column.value, highest) for column in columns]


def bars(segments: Sequence[Segment], total: Decimal, *, stacked: bool) -> list[Bar]:
    """The rectangles for ``segments`` on a bar of 1000 units that stands for ``total`` euro.

    Nested bars all begin at the left and are drawn from the longest to the shortest; stacked ones follow each other.
    """
    drawn = []
    start = 0
    for segment in segments:
        width = thousandths(segment.amount, total)
        drawn.append(
            Bar(segment, start, width if not stacked else min(width, 1000 - start), share(segment.amount, total))
        )
        start = min(start + width, 1000) if stacked else 0
    return drawn if stacked else sorted(drawn, key=lambda bar: bar.width, reverse=True)


def thousandths(amount: Decimal, total: Decimal) -> int:
    """``amount`` as part of ``total`` in 0..1000; what is more than the whole is drawn as the whole."""
    if total <= 0 or amount <= 0:
        return 0
    return min(int((amount * 1000 / total).to_integral_value()), 1000)


def share(amount: Decimal, total: Decimal) -> str:
    """``amount`` in per cent of ``total``, as on the screen: ``61 %``; empty when there is no whole."""
    if total <= 0:
        return ""
    return f"{int((amount * 100 / total).to_integral_value())} %"
