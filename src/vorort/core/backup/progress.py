"""How far a backup is, for whoever watches, and the sums of the lines that pass."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator

EVERY_SECONDS = 5.0


class Progress:
    """Says through ``say`` how many lines a step has done, now and then."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._word, self._total, self._done, self._said_at = "", 0, 0, 0.0

    def begin(self, word: str, total: int) -> None:
        """A step begins that will see ``total`` lines."""
        self._word, self._total, self._done, self._said_at = word, total, 0, time.monotonic()
        self._say(f"{word} …")

    def step(self) -> None:
        """One more line is done."""
        self._done += 1
        if time.monotonic() - self._said_at > EVERY_SECONDS:
            self._said_at = time.monotonic()
            self._say(f"{self._word}: {grouped(self._done)} von {grouped(self._total)} Zeilen")


class Tally:
    """Counts and sums the lines of one table while they pass."""

    def __init__(self, progress: Progress) -> None:
        self.rows = 0
        self._progress = progress
        self._sum = hashlib.sha256()

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, counted and summed."""
        for line in lines:
            self.rows += 1
            self._sum.update(line)
            self._progress.step()
            yield line

    def all_of(self, lines: Iterable[bytes]) -> "Tally":
        """Itself, after all ``lines`` have passed."""
        for _ in self.through(lines):
            pass
        return self

    @property
    def sha256(self) -> str:
        """The sum of what has passed so far."""
        return self._sum.hexdigest()


def grouped(number: int) -> str:
    """A number as people read it: 1.230.000."""
    return f"{number:,}".replace(",", ".")
