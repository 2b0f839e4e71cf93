"""Which administrative court an action against a notice is brought to.

The table is data in ``facts/courts.toml``, read once.
"""

import tomllib
from functools import cache
from pathlib import Path

FACTS = Path(__file__).parent / "facts" / "courts.toml"


def court_for(key: str) -> str:
    """The court for a recipient whose official key begins with a district's; empty when the facts know none.

    Source: § 52 Nr. 3 VwGO, § 17 JustG NRW. The notice names the court and its seat (§ 58 (1) VwGO).
    """
    return _courts().get(key[:5], "")


@cache
def _courts() -> dict[str, str]:
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    return {district: court["name"] for court in facts["courts"] for district in court["districts"]}
