"""An area as a value: key prefixes with exceptions. Pure; the same rule as SQL stands in `querysets.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyArea:
    """Area of responsibility (Zuständigkeitsgebiet): the official keys below ``prefixes`` but not below ``exceptions``.

    Raises ValueError for an empty prefix, which would mean everywhere, and for one that is both included and excluded.
    """

    prefixes: frozenset[str]
    exceptions: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if "" in self.prefixes | self.exceptions:
            raise ValueError("An area has no empty prefix.")
        if self.prefixes & self.exceptions:
            raise ValueError("A prefix is either part of an area or an exception from it.")

    def covers(self, key: str) -> bool:
        """Whether ``key`` lies in the area. The longest prefix that fits decides, so an exception may have its own."""
        return _longest_fit(self.prefixes, key) > _longest_fit(self.exceptions, key)


def _longest_fit(prefixes: frozenset[str], key: str) -> int:
    return max((len(prefix) for prefix in prefixes if key.startswith(prefix)), default=0)
