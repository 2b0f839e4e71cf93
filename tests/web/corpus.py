"""Reads corpus.txt: what people, programs and attackers put into fields."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.html import escape

FILE = Path(__file__).with_name("corpus.txt")
ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|\{([^}]+)\*([0-9]+)\}|([nrt\\-]))")
SIGNS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "-": ""}


def decoded(line: str) -> str:
    """The value a line stands for."""

    def sign(match: re.Match[str]) -> str:
        *codes, repeated, times, short = match.groups()
        if repeated is not None:
            return repeated * int(times)
        return SIGNS[short] if short is not None else chr(int(next(code for code in codes if code), 16))

    return ESCAPE.sub(sign, line)


def values() -> list[str]:
    """Every value of the file."""
    lines = FILE.read_text(encoding="utf-8").split("\n")
    return [decoded(line) for line in lines if line and not line.startswith("# ")]


CORPUS = values()
# What every field and every parameter gets, however short the run: what would run as markup, as a script, in a template
# or in a statement, what no column holds, and what makes two lines or two headers of one.
SHARP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></form><h1>fremd</h1>",
    "javascript:alert(1)",
    "{{ 7*7 }} {{ settings.SECRET_KEY }}",
    '{% load static %}{% include "shell/500.html" %}{# weg #}',
    "'; DROP TABLE funding_application; --",
    "vor\x00nach",
    "Kopf\r\nX-Kopf: fremd",
    "9223372036854775808",
    "\u202eumgedreht\u202c",
)
REST = [value for value in CORPUS if value not in SHARP]
SOME = [*SHARP, *REST[::15]]


# --- How they are put into the fields of a form -----------------------------------------------------------------------
def together(names: Iterable[str], values: Sequence[str] = CORPUS) -> Iterator[dict[str, str]]:
    """Each value in all fields at once."""
    names = list(names)
    return (dict.fromkeys(names, value) for value in values)


def alone(names: Iterable[str], values: Sequence[str] = CORPUS) -> Iterator[dict[str, str]]:
    """Each value in each field, the others as they were."""
    return ({name: value} for name in names for value in values)


def dealt(names: Iterable[str], one_in: int = 2) -> Iterator[dict[str, str]]:
    """All fields at once, each with another value: a field gets everything sharp and of the rest one in ``one_in``,
    its neighbour others.
    """
    names = list(names)
    for values, step in ((SHARP, 1), (REST, one_in)):
        for first in range(0, len(values), step):
            yield {name: values[(first + place) % len(values)] for place, name in enumerate(names)}


def stands_in(html: str, typed: str) -> bool:
    """Whether the page shows what was typed; in a field of several lines the end of each is one sign."""
    return escape(typed) in html or escape(typed.replace("\r\n", "\n")) in html
