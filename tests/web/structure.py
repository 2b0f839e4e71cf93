"""What a page owes to somebody who hears it instead of seeing it, read from its HTML. No browser, no database.

``complaints(html)`` names what is missing. The rules that need a browser (contrast, focus) are axe's, in the walks.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NO_FIELD = {"hidden", "submit", "button", "reset", "image"}
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage")


@dataclass
class Element:
    """A tag with what stands in it. ``text`` in a child is a plain string."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, *tags: str) -> list["Element"]:
        """Every element of these tags below this one, in the order of the page; all elements without tags."""
        return [element for element in self._below() if not tags or element.tag in tags]

    def _below(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()

    @property
    def words(self) -> str:
        """What is read out of it: its text and the alternative texts of its pictures, without what is hidden."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.get("aria-hidden") != "true":
                parts += [child.get("alt"), child.get("aria-label"), child.words]
        return " ".join(" ".join(parts).split())

    def __str__(self) -> str:
        shown = "".join(f' {name}="{self.get(name)}"' for name in ("id", "name", "href") if self.get(name))
        return f"<{self.tag}{shown}>"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """The page as a tree."""
    builder = _Builder()
    builder.feed(html)
    return builder.open[0]


def complaints(html: str) -> list[str]:
    """What is wrong with the page, one sentence each; empty when nothing is."""
    page = parsed(html)
    return [*_headings(page), *_ids(page), *_fields(page), *_words(page), *_tables(page)]


def _headings(page: Element) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in page.all(*HEADINGS)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    if levels and levels[0] != 1:
        yield f"begins with h{levels[0]}"
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"h{after} follows h{before}"
    yield from (f"{element} is empty" for element in page.all(*HEADINGS) if not element.words)


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.all() if element.get("id"))
    yield from (f"id {name} twice" for name, number in ids.items() if number > 1)
    for element in page.all():
        wanted = [name for pointer in POINTERS for name in element.get(pointer).split()]
        if element.tag == "label" and element.get("for"):
            wanted.append(element.get("for"))
        yield from (f"{element} points at {name}, which is not there" for name in wanted if name not in ids)
        target = element.get("href")
        if element.tag == "a" and target.startswith("#") and len(target) > 1 and target[1:] not in ids:
            yield f"{element} leads nowhere"


def _fields(page: Element) -> Iterator[str]:
    labels = page.all("label")
    named = {label.get("for") for label in labels if label.words}
    inside = {id(element) for label in labels if label.words for element in label.all()}
    for element in page.all("input", "select", "textarea"):
        if element.get("type") in NO_FIELD or "hidden" in element.attributes:
            continue
        has_name = element.get("id") in named and element.get("id")
        if not (has_name or id(element) in inside or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"{element} has no label"
    for fieldset in page.all("fieldset"):
        if not any(legend.words for legend in fieldset.all("legend")):
            yield f"{fieldset} has no legend"


def _words(page: Element) -> Iterator[str]:
    for element in page.all("a", "button", "summary"):
        silent = element.get("aria-hidden") == "true" or "hidden" in element.attributes
        if not silent and not (element.words or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"{element} says nothing"
    yield from (f"{element} has no alt" for element in page.all("img") if "alt" not in element.attributes)
    for element in page.all("svg"):
        named = element.get("aria-labelledby") or element.get("aria-label")
        if element.get("aria-hidden") != "true" and not named:
            yield f"{element} is neither named nor hidden"


def _tables(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        headers = table.all("th")
        place = next((caption.words for caption in table.all("caption")), "table without a caption")
        if not headers:
            yield f"{place}: no header"
        yield from (f"{place}: a header without scope" for header in headers if not header.get("scope"))
        yield from (f"{place}: an empty header" for header in headers if not header.words)
