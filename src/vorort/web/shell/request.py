"""The request as the pages see it: Django's own with the acting capacity of the signed-in person.
The capacity is set by the middleware, not here.
"""

import re
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from vorort.network.capacity import Capacity


KEY = re.compile(r"[0-9]{1,18}")


class Request(HttpRequest):
    """A request of a signed-in person who has chosen on whose behalf she acts."""

    capacity: "Capacity"
    htmx: HtmxDetails


def key_from(text: str) -> int | None:
    """The number of an object that somebody sent as text; None when it is none that a table can hold."""
    return int(text) if KEY.fullmatch(text) else None


def words_from(query: QueryDict, name: str) -> str:
    """What an address says under ``name``; without NUL, which PostgreSQL takes in no text."""
    return query.get(name, "").replace("\x00", "").strip()
