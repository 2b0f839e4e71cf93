"""The catalogues say exactly what the source says, whole, and with the same places for values; no template speaks
German past them.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import Message
from django.template.base import Lexer, TokenType

from gate import translations
from gate.translations import LANGUAGES, SOURCE, Sentence

PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd%]|<(/?\w+)>")
LETTERS = re.compile(r"[^\W\d_]{2,}")
LAW = re.compile(r"(Nr\. [\d.]+ VV zu )?§§? \d+\w?( Abs\. \d+)? (LHO|VwVfG) NRW")
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}

# What stands in templates in every language: names, a class of the frame, and the gallery's invented content.
SAID_EVERYWHERE = {"vorort", "PDF", "page", "narrow"}
GERMAN_ALONE = ("web/shell/templates/shell/gallery/",)


@pytest.fixture(scope="module")
def said() -> set[Sentence]:
    return translations.sentences()


def messages(language: str) -> list[Message]:
    return [message for message in translations.load(language) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


# --- The catalogue and the source are the same ------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_what_the_source_says_and_nothing_else(said, language):
    """Red? ``python -m gate.translations`` writes the catalogue anew; ``--missing`` shows what to translate."""
    known = {Sentence(row.id if isinstance(row.id, str) else tuple(row.id), row.context) for row in messages(language)}
    assert sorted(map(str, said - known)) == []
    assert sorted(map(str, known - said)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_fuzzy(language):
    assert [row.id for row in messages(language) if row.fuzzy or not all(forms(row.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_have_the_same_places_for_values(language):
    wrong = []
    for row in messages(language):
        wanted = {tuple(sorted(PLACES.findall(form))) for form in forms(row.id)}
        wrong += [form for form in forms(row.string) if tuple(sorted(PLACES.findall(form))) not in wanted]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_begin_and_end_with_the_same_white_space(language):
    wrong = [
        form
        for row in messages(language)
        for german, form in zip(forms(row.id), forms(row.string), strict=True)
        if edges(german) != edges(form) or german.count("\n") != form.count("\n")
    ]
    assert wrong == []


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_between_which_yesno_chooses_are_as_many_on_both_sides(language):
    chosen = [row for row in messages(language) if re.fullmatch(r"[\w ]+(,\w[\w ]*)+", forms(row.id)[0])]
    assert chosen
    assert [row.id for row in chosen if row.id.count(",") != row.string.count(",")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_those_the_command_writes(said, language):
    catalog = translations.merged(language, said, translations.load(language))
    file = translations.po_file(language)
    assert file.read_bytes() == translations.po_text(catalog)
    assert file.with_suffix(".mo").read_bytes() == translations.compiled(catalog)


# --- How the command reads --------------------------------------------------------------------------------------------
def read(folder: Path, name: str, text: str) -> set[Sentence]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return set(translations.sentences_of(file))


def test_python_is_read_with_plurals_and_contexts(tmp_path):
    text = (
        'a = _("Ein Antrag")\nb = gettext_lazy("Geld")\nc = pgettext("Monat", "Mai")\n'
        'd = ngettext("%(n)s Ort", "%(n)s Orte", 2)\ne = npgettext_lazy("Haus", "Bank", "Banken", 2)\nf = _(label)\n'
    )
    assert read(tmp_path, "words.py", text) == {
        Sentence("Ein Antrag"),
        Sentence("Geld"),
        Sentence("Mai", "Monat"),
        Sentence(("%(n)s Ort", "%(n)s Orte")),
        Sentence(("Bank", "Banken"), "Haus"),
    }


def test_templates_are_read_with_blocks_filters_and_arguments(tmp_path):
    text = """
        {% load i18n %}{# kein Satz #}
          <p title="it's">{% translate "Sagt „ja“" %} {{ x|default:_("nichts") }}</p>
      {% button _("Los") kind="secondary" %}
      <b>{% blocktranslate trimmed with day=x|day %}
          Bis zum {{ day }}
          offen.
      {% endblocktranslate %}</b>
        {% blocktranslate count n=x %}{{ n }} Ort{% plural %}{{ n }} Orte{% endblocktranslate %}
        {% translate "Bank" context "Haus" %}
    """
    assert read(tmp_path, "page.html", text) == {
        Sentence("Sagt „ja“"),
        Sentence("nichts"),
        Sentence("Los"),
        Sentence("Bis zum %(day)s offen."),
        Sentence(("%(n)s Ort", "%(n)s Orte")),
        Sentence("Bank", "Haus"),
    }


def test_a_translation_stays_when_its_sentence_stays_and_goes_when_it_goes():
    old = translations.merged("en", {Sentence("Geld"), Sentence("Haus")}, translations.BareCatalog("en"))
    old["Geld"].string, old["Haus"].string = "money", "house"
    new = translations.merged("en", {Sentence("Geld"), Sentence("Hof")}, old)
    assert {row.id: row.string for row in new if row.id} == {"Geld": "money", "Hof": None}
    assert [row.id for row in translations.untranslated(new)] == ["Hof"]


# --- Nothing speaks past the catalogues -------------------------------------------------------------------------------
class Spoken(HTMLParser):
    """What a person would read or hear of a template, its tags and blocks taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.found += [value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES]


def said_plainly(template: str) -> list[str]:
    """The words of ``template`` outside tags for translation."""
    spoken, inside = Spoken(), False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = token.contents.startswith("blocktrans") or (inside and "endblocktrans" not in token.contents)
        elif token.token_type == TokenType.TEXT and not inside:
            spoken.feed(token.contents)
    spoken.close()
    return [word for text in spoken.found for word in LETTERS.findall(LAW.sub("", text)) if word not in SAID_EVERYWHERE]


def templates() -> Iterator[Path]:
    for file in sorted(SOURCE.rglob("*.html")):
        if not file.relative_to(SOURCE).as_posix().startswith(GERMAN_ALONE):
            yield file


def test_no_template_says_anything_outside_the_tags_for_translation():
    found = {str(file.relative_to(SOURCE)): said_plainly(file.read_text(encoding="utf-8")) for file in templates()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{% translate 'Ja' %} · 12 €</p>", []),
        ("<p>Nein</p>", ["Nein"]),
        ("<small>Nr. 1.3 VV zu § 44 LHO NRW</small>, zu § 28 VwVfG NRW", ["zu"]),
        ('<td data-label="Menge"{% if x %} class="num"{% endif %}>{{ x }}</td>', ["Menge"]),
        ("{% blocktranslate %}Bis {{ day }}{% endblocktranslate %}<b>dann</b>", ["dann"]),
    ],
)
def test_what_stands_outside_is_found(template, words):
    assert said_plainly(template) == words


# --- A sentence fixed when the program starts is in nobody's language -------------------------------------------------
def fixed_at_start(source: str) -> list[int]:
    """The lines on which a module translates while it is imported, other than lazily."""
    tree = ast.parse(source)
    eager = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }
    inside = {
        id(call)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for part in (node.body if isinstance(node.body, list) else [node.body])
        for call in ast.walk(part)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in eager
        and id(node) not in inside
    ]


@pytest.mark.slow
def test_no_module_translates_while_it_is_imported():
    found = {str(file): fixed_at_start(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_sentence_fixed_at_the_start_is_found():
    lazy = "from django.utils.translation import gettext_lazy as _\nA = _('Ja')\n"
    eager = "from django.utils.translation import gettext as _\nA = _('Ja')\ndef f(x=_('Nein')):\n    return _('Gut')\n"
    assert fixed_at_start(lazy) == []
    assert fixed_at_start(eager) == [2, 3]


# --- A sentence inside an f-string is overlooked ----------------------------------------------------------------------
def hidden_in_f_strings(source: str) -> list[int]:
    """The lines on which an f-string asks for a translation: some Pythons let Babel read it, others do not."""
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in translations.KEYWORDS
    ]


def test_no_sentence_hides_in_an_f_string():
    found = {str(file): hidden_in_f_strings(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_sentence_in_an_f_string_is_found():
    assert hidden_in_f_strings("a = f\"{x}: {_('ohne')}\"\nb = f'{_}' + _('Ja')\n") == [1]


# --- Jobs write to people: German, whoever caused them ----------------------------------------------------------------
def jobs(source: str) -> dict[str, bool]:
    """The jobs of a module, and whether each one is declared ``@officially``."""
    return {
        node.name: any(isinstance(mark, ast.Name) and mark.id == "officially" for mark in node.decorator_list)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Call) and ast.unparse(mark.func) == "task" for mark in node.decorator_list)
    }


def test_every_job_speaks_german():
    found = {name: good for file in SOURCE.rglob("*.py") for name, good in jobs(file.read_text("utf-8")).items()}
    assert "email_message" in found
    assert [name for name, good in found.items() if not good] == []


def test_a_job_in_the_language_of_whoever_caused_it_is_found():
    assert jobs("@task()\ndef send(): ...\n@task()\n@officially\ndef mail(): ...") == {"send": False, "mail": True}
