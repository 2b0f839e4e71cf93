"""What a subject of the bench gets to work with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from gate.bench.data import Amount, Pattern
from gate.bench.figures import Figure, Skipped
from gate.bench.site import Site, Visitor
from tests.databases import Database, Store
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class House:
    """A filled database, the number of applications the authority sees in it, and the site that runs on it."""

    database: Database
    rows: int
    amount: Amount
    site: Site


@dataclass(frozen=True)
class Stage:
    """Both houses, the pattern their rows were copied from, and everybody's session by user."""

    store: Store
    pattern: Pattern
    small: House
    large: House
    sessions: dict[int, str]
    rounds: int
    version: str

    @property
    def houses(self) -> tuple[House, House]:
        return self.small, self.large

    @property
    def vendor(self) -> str:
        return connection.vendor

    @property
    def made(self) -> dict[str, int]:
        """How many rows there are in the large house."""
        return vars(self.large.amount)

    def visitor(self, house: House, capacity: Capacity) -> Visitor:
        """Somebody with this capacity, signed in there."""
        return house.site.visitor(self.sessions[capacity.user_id])


Subject = Callable[[Stage], Iterator[Figure | Skipped]]
