"""Reads the forms of a page: by which method and to which address each goes, which names it sends; and what on a page
would run.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import resolve

GUARDS = frozenset({"csrfmiddlewaretoken", "capacity", "version"})  # put in by the page; tests of their own
CONTROLS = frozenset({"input", "select", "textarea", "button"})


@dataclass
class PageForm:
    """One form; ``action`` is empty when it goes to the page's own address."""

    method: str
    action: str
    names: set[str] = field(default_factory=set)

    def route(self, page: str) -> str:
        """The name of the route it goes to from the address ``page``."""
        return resolve(urlsplit(self.action).path or urlsplit(page).path).view_name


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}
        self.elsewhere: list[tuple[str, str]] = []
        self.inside = False
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look_for_scripts(tag, given)
        if tag == "form":
            form = PageForm(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(form)
            self.by_id[given.get("id", "")] = form
            self.inside = True
        elif tag in CONTROLS and given.get("name"):
            if "form" in given:
                self.elsewhere.append((given["form"], given["name"]))
            elif self.inside:
                self.forms[-1].names.add(given["name"])

    def _look_for_scripts(self, tag: str, given: dict[str, str]) -> None:
        addresses = (given.get(name, "").strip().lower() for name in ("href", "src", "action", "formaction"))
        inline = tag == "style" or (tag == "script" and "src" not in given)
        handler = any(name.startswith(("on", "hx-on")) or name == "style" for name in given)
        if inline or handler or any(address.startswith(("javascript:", "data:text", "//")) for address in addresses):
            self.running.append(f"<{tag} {given}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def forms_in(html: str) -> list[PageForm]:
    """Every form of the page."""
    reader = _Reader()
    reader.feed(html)
    for form, name in reader.elsewhere:
        if form in reader.by_id:
            reader.by_id[form].names.add(name)
    return reader.forms


def running_in(html: str) -> list[str]:
    """What on the page is a script, or is loaded from elsewhere."""
    reader = _Reader()
    reader.feed(html)
    return reader.running


def without_keys(name: str) -> str:
    """A field's name with ``#`` for the numbers of rows in it: ``units-#``."""
    return re.sub(r"(?<=-)[0-9]+", "#", name)


def fields_of(html: str, page: str, method: str = "post") -> set[tuple[str, str]]:
    """Route and name of every field that can be sent from this page, without what guards a form."""
    return {
        (form.route(page), without_keys(name))
        for form in forms_in(html)
        if form.method == method
        for name in form.names - GUARDS
    }
