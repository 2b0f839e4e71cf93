"""Who acts, as the core sees it: values to read. Users, organisations and roles are words of the upper layers."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Somebody who acts in a role at an organisation. ``network.Capacity`` fulfils it."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def organisation_id(self) -> int | None: ...

    @property
    def role(self) -> str: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class SystemActor:
    """The installation itself, for reference data and nightly work. It holds no role, so no workflow lets it decide."""

    label: str = "vorort"
    user_id: int | None = None
    organisation_id: int | None = None
    role: str = ""


SYSTEM = SystemActor()
