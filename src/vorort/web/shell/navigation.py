"""The main navigation: which parts of the product a signed-in person finds in the header.
Whether a page may be seen is decided by the page, not by this list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A part of the product: its word, the name of its first page, and the paths that belong to it."""

    label: str | Promise
    url_name: str
    prefix: str


@dataclass(frozen=True)
class Link:
    """An entry as it stands on one page."""

    label: str
    url: str
    active: bool


ANY_KEY = 7_000_000_007  # occurs in no other part of an address
ENTRIES = (
    Entry(_("Start"), "start", "/"),
    Entry(_("Förderung"), "funding:desk", "/foerderung/"),
    Entry(_("Netzwerk"), "network:organisations", "/netzwerk/"),
    Entry(_("Kennzahlen"), "steering:figures", "/kennzahlen/"),
)


def links(path: str, entries: tuple[Entry, ...] = ENTRIES) -> list[Link]:
    """The entries whose pages exist in this installation; the one ``path`` belongs to is active."""
    return [Link(str(entry.label), url, _covers(entry, path)) for entry in entries if (url := address(entry.url_name))]


def address(url_name: str) -> str:
    """The address of ``url_name``, empty when this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def addresses(url_name: str) -> Callable[[int], str]:
    """Where each of many objects is, by its key: the address of ``url_name`` is worked out once for all of them."""
    before, after = reverse(url_name, args=[ANY_KEY]).split(str(ANY_KEY))
    return lambda key: f"{before}{key}{after}"


def _covers(entry: Entry, path: str) -> bool:
    return path == entry.prefix if entry.prefix == "/" else path.startswith(entry.prefix)
