"""``python -m gate.translations``: reads every sentence out of the source, brings the catalogues up to date, compiles.

The ids are the German sentences themselves. Existing translations stay, what no source says any more goes. Neither
dates nor line numbers are written, so that two branches rarely meet in one line. Needs no gettext programs.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "vorort"
LOCALE = SOURCE / "locale"
LANGUAGES = ("en",)
HEADER = "# {name}: the ids are the German sentences of the pages. Written by python -m gate.translations."

KEYWORDS = DEFAULT_KEYWORDS | {
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

MessageId = str | tuple[str, str]


@dataclass(frozen=True)
class Sentence:
    """What the source says: one form, or two where it counts; ``context`` tells apart what German says alike."""

    id: MessageId
    context: str | None = None


class BareCatalog(Catalog):
    """A catalogue whose header says no more than programs need to read it."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # Babel's has dates, names and versions
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


# --- What the source says ---------------------------------------------------------------------------------------------
def sentences(folder: Path = SOURCE) -> set[Sentence]:
    """Every sentence that the Python files and templates below ``folder`` mark for translation."""
    if not settings.configured:
        settings.configure()  # Django's reader of templates asks for the character set
    files = sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")])
    return {sentence for file in files if "migrations" not in file.parts for sentence in sentences_of(file)}


def sentences_of(file: Path) -> Iterator[Sentence]:
    """The sentences one file marks for translation."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        text = python_of(text)
    for _, found, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        ids = tuple(part for part in (found if isinstance(found, tuple) else (found,)) if part)
        yield Sentence(ids[0] if len(ids) == 1 else (ids[0], ids[1]), context)


def python_of(template: str) -> str:
    """The template as Django turns it into calls of gettext; without indents, which Python would stumble over."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


# --- The catalogues ---------------------------------------------------------------------------------------------------
def po_file(language: str) -> Path:
    """Where the sentences stand that people translate."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def merged(language: str, found: set[Sentence], old: Catalog) -> BareCatalog:
    """A catalogue of exactly the sentences ``found``, with the translations that ``old`` knows."""
    catalog = BareCatalog(language, header_comment=HEADER.format(name=language), fuzzy=False)
    for sentence in found:
        known = old.get(sentence.id, sentence.context)
        same = known is not None and known.id == sentence.id and not known.fuzzy
        catalog.add(sentence.id, known.string if known and same else None, context=sentence.context)
    return catalog


def load(language: str) -> Catalog:
    """The catalogue as it stands on the disk; empty when there is none."""
    file = po_file(language)
    if not file.exists():
        return Catalog(language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as text, in the order of the German sentences, each on one line."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, no_location=True, sort_output=True)
    return out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as Django reads it: the same bytes for the same sentences."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """The sentences that still lack a translation, in the order of the file."""
    return sorted((message for message in catalog if message.id and not _forms_filled(message)), key=_order)


def _forms_filled(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def _order(message: Message) -> tuple[str, str]:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context or "")


# --- The command ------------------------------------------------------------------------------------------------------
def main() -> int:
    """Bring the catalogues up to date; exit code 1 while a translation is missing."""
    parser = argparse.ArgumentParser("gate.translations", description="Liest die Sätze aus dem Quelltext.")
    parser.add_argument(
        "--missing", action="store_true", help="nur zeigen, was noch zu übersetzen ist; nichts schreiben"
    )
    only_show = parser.parse_args().missing
    found = sentences()
    missing = 0
    for language in LANGUAGES:
        catalog = merged(language, found, load(language))
        if not only_show:
            po_file(language).parent.mkdir(parents=True, exist_ok=True)
            po_file(language).write_bytes(po_text(catalog))
            po_file(language).with_suffix(".mo").write_bytes(compiled(catalog))
        left = untranslated(catalog)
        missing += len(left)
        for message in left:
            print(repr(message.id) if message.context is None else f"{message.context}: {message.id!r}")
        print(f"{language}: {len(found)} Sätze, {len(left)} ohne Übersetzung", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
