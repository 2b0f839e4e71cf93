"""A page that names a variable which does not exist fails the test that renders it. Loaded by tests/conftest.py.

Missing may be what a template asks for: in ``{% if %}`` and ``{% firstof %}`` a name or the key of a mapping, before
``|default`` anything. An attribute that an object does not have is a slip everywhere. Only the house's own templates
are watched. What is found is collected, not raised: Django swallows errors inside a condition.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.template import VariableDoesNotExist, base, defaulttags, engines
from django.template.base import FilterExpression, Parser, Variable
from django.template.context import BaseContext
from django.template.defaultfilters import default

HOUSE = str(Path(__file__).resolve().parents[1] / "src" / "vorort")
found: list[str] = []


class WatchedVariable(Variable):
    """A variable of one of our templates: ``place`` is its file, ``excused`` whether nothing is missed."""

    def __init__(self, name: str, place: str, *, excused: bool) -> None:
        super().__init__(name)
        self.place, self.excused, self.optional = place, excused, False

    def resolve(self, context: Any) -> Any:
        """Its value; what does not exist is written down before Django goes on."""
        try:
            return super().resolve(context)
        except VariableDoesNotExist as missing:
            if not self.excused and not (self.optional and may_be_missing(missing)):
                found.append(f"{self.place}: {self.var}")
            raise


def may_be_missing(missing: VariableDoesNotExist) -> bool:
    """Whether a condition may ask for this: a name, a key, or something of a value that is not there itself."""
    holder = missing.params[1]
    return holder is None or holder == "" or isinstance(holder, Mapping | BaseContext)


class WatchedExpression(FilterExpression):
    """What stands in ``{{ }}`` or in a tag, in one of our templates."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        place = str(getattr(parser.origin, "name", ""))
        if self.is_var and place.startswith(HOUSE):
            excused = any(function is default for function, _ in self.filters)
            self.var = WatchedVariable(self.var.var, place.removeprefix(HOUSE), excused=excused)

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        """Django's own; a condition or ``{% firstof %}`` ignores failures."""
        if isinstance(self.var, WatchedVariable):
            self.var.optional = ignore_failures and not getattr(self, "needed", False)
        return super().resolve(context, ignore_failures)


class NeededLoop(defaulttags.ForNode):
    """A loop over something that does not exist is a slip as well; Django draws nothing."""

    def __init__(self, loopvars: Any, sequence: Any, *rest: Any) -> None:
        super().__init__(loopvars, sequence, *rest)
        sequence.needed = True


class Unnamed(str):
    """What ``{% blocktranslate %}`` writes for a name that does not exist. Empty, and written down."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        found.append(f"blocktranslate: {name}")
        return ""


@pytest.fixture(scope="session", autouse=True)
def _watched_templates(django_test_environment: None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "FilterExpression", WatchedExpression)
        patch.setattr(defaulttags, "ForNode", NeededLoop)
        patch.setattr(engines["django"].engine, "string_if_invalid", Unnamed())
        yield


@pytest.fixture(autouse=True)
def _no_undefined_variables() -> Iterator[None]:
    """Fails the test in which a template of ours named what does not exist."""
    yield
    missing = sorted(set(found))
    found.clear()
    assert missing == [], "Diese Variablen gibt es nicht: " + ", ".join(missing)
