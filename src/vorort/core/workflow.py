"""The transition table: which state leads where, by whom, under which guard. It feeds actions, buttons and the docs.

No table of a context lives here, and nothing here touches the database.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar, cast

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core.actor import Actor
from vorort.core.refusal import ActionRefused, Reason

Facts = TypeVar("Facts")


class Stateful(Protocol):
    """An object with a state. Where four eyes look at it, it is ``Edited`` as well."""

    state: str


class Edited(Protocol):
    """An object that knows the user who last edited its content."""

    content_edited_by_id: int | None


@dataclass(frozen=True)
class Transition(Generic[Facts]):
    """One row of the table.

    ``guard`` gets facts and the day, never a model; ``needs`` names values that must be given.
    """

    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[TextChoices]
    label: str | Promise
    guard: Callable[[Facts, date], list[Reason]] | None = None
    needs: tuple[str, ...] = ()
    four_eyes: bool = False


@dataclass(frozen=True)
class Option:
    """A transition as a button: what it is called, and why it may not be pressed (empty: it may)."""

    name: str
    label: str | Promise
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons


class Workflow(Generic[Facts]):
    """The table of one aggregate. Raises ValueError at import when a row names an unknown state or a name twice."""

    def __init__(
        self,
        *,
        states: type[TextChoices],
        transitions: Iterable[Transition[Facts]],
        permission: Callable[[Actor, Any], list[Reason]],
    ) -> None:
        rows = list(transitions)
        self.states = states
        self.transitions: Mapping[str, Transition[Facts]] = {row.name: row for row in rows}
        self.permission = permission
        unknown = {str(state) for row in rows for state in (*row.sources, row.target)} - set(states.values)
        if unknown:
            raise ValueError(f"unknown states in workflow: {sorted(unknown)}")
        twice = sorted(name for name, count in Counter(row.name for row in rows).items() if count > 1)
        if twice:
            raise ValueError(f"names twice in workflow: {twice}")

    def reasons_against(self, item: Stateful, name: str, *, actor: Actor, facts: Facts, on: date) -> list[Reason]:
        """Why ``actor`` may not do ``name`` to ``item`` on the day ``on``.

        Role first, then state, ownership, four eyes, guard.
        """
        row = self.transitions[name]
        reasons = self._against_role(row, actor) or self._against_state(row, item)
        if reasons:
            return reasons
        reasons = self.permission(actor, item) + self._against_same_eyes(row, item, actor)
        if row.guard is not None:
            reasons += row.guard(facts, on)
        return reasons

    def move(
        self,
        item: Stateful,
        name: str,
        *,
        actor: Actor,
        facts: Facts,
        on: date,
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Set the new state on ``item`` (unsaved). Raises ActionRefused with every reason against it."""
        row = self.transitions[name]
        reasons = self.reasons_against(item, name, actor=actor, facts=facts, on=on)
        given = values or {}
        reasons += [
            Reason("missing_value", _("Diese Angabe fehlt."), field=field)
            for field in row.needs
            if _is_blank(given.get(field))
        ]
        if reasons:
            raise ActionRefused(reasons)
        item.state = row.target

    def options(self, item: Stateful, *, actor: Actor, facts: Facts, on: date) -> list[Option]:
        """The buttons of ``actor``: every transition of her role that starts at the present state, with reasons
        against it.
        """
        return [
            Option(row.name, row.label, tuple(self.reasons_against(item, row.name, actor=actor, facts=facts, on=on)))
            for row in self.transitions.values()
            if item.state in row.sources and actor.role in row.by
        ]

    def _against_role(self, row: Transition[Facts], actor: Actor) -> list[Reason]:
        if actor.role in row.by:
            return []
        who = _list_of_labels(sorted(row.by, key=str))
        return [Reason("role", _("„%(action)s“ kann nur: %(who)s.") % {"action": row.label, "who": who})]

    def _against_state(self, row: Transition[Facts], item: Stateful) -> list[Reason]:
        if item.state in row.sources:
            return []
        label = self.states(item.state).label
        return [Reason("state", _("Das geht in diesem Stand nicht. Der Stand ist: %(state)s.") % {"state": label})]

    def _against_same_eyes(self, row: Transition[Facts], item: Stateful, actor: Actor) -> list[Reason]:
        if not row.four_eyes or cast("Edited", item).content_edited_by_id != actor.user_id:
            return []
        return [
            Reason(
                "four_eyes",
                _("Sie haben den Inhalt zuletzt geändert. Freigeben muss eine zweite Person."),
                _("Vier-Augen-Prinzip"),
            )
        ]


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _list_of_labels(roles: Sequence[TextChoices]) -> str:
    return ", ".join(str(role.label) for role in roles)
