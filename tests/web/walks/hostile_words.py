"""Words that would be a script, typed into the forms of a real browser, and what comes of them on the pages that show
them. Who types what where stands in the walks beside this.
"""

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.urls import resolve
from playwright.sync_api import Locator, Response

from tests.web.hostile.page_forms import without_keys
from tests.web.walks.people import Person
from tests.web.walks.scene import Member

Typed = dict[str, list[str]]

WORDS = (
    "<script data-planted>alert(1)</script>",
    '"><img data-planted src=/gepflanzt onerror=alert(1)>',
    "'><svg data-planted onload=alert(1)>",
    "</textarea><img data-planted src=/gepflanzt onerror=alert(1)>",
    "</title><script data-planted>alert(1)</script>",
    "--><script data-planted>alert(1)</script>",
    '" autofocus data-planted onfocus="alert(1)',
    "' data-planted onmouseover='alert(1)",
    "javascript:alert(1)//",
    '<a data-planted href="javascript:alert(1)">x</a>',
    "<iframe data-planted srcdoc='<script>alert(1)</script>'>",
    '<form data-planted action="javascript:alert(1)"><button>',
    "<b data-planted hx-get=/gepflanzt hx-trigger=load>",
    '<b data-planted hx-on:load="alert(1)">',
    "<style data-planted>@import '/gepflanzt'</style>",
    '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
    "&lt;img data-planted src=/gepflanzt onerror=alert(1)&gt;",
)
SHORTEST = "<q data-planted>"  # where nothing else finds room
MOST = 4000
TEXTS = "textarea:enabled, input:enabled:is([type=text], [type=email], [type=search], :not([type]))"
SCRIPTS = "a[href^='javascript'], form[action^='javascript'], button[formaction^='javascript']"
OPENED = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
# Everything a page shows as words: its text, what its fields hold and offer, its title.
SHOWN = """() => {
  const held = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
  const offered = [...document.querySelectorAll("option")].map((option) => option.textContent);
  return [document.body.innerText, document.title, ...held, ...offered].join(" | ");
}"""
_numbers = count(1)
RUNNING = re.compile("planted|gepflanzt|alert")


def numbered(number: int, most: int = MOST) -> list[str]:
    """As many of the words as ``most`` signs hold, each with this number in it; each number begins with another one."""
    own, room = [], most
    begin = number % len(WORDS)
    for words in (*WORDS[begin:], *WORDS[:begin]):
        one = with_number(words, number)
        if len(one) < room:
            own.append(one)
            room -= len(one) + 2  # the end of a line is sent as two signs
    return own or [with_number(SHORTEST, number)]


def with_number(words: str, number: int) -> str:
    """The words, told apart from those of every other field."""
    return words.replace("data-planted", f"data-planted={number}").replace("alert(1)", f"alert({number})")


def of(typed: Typed, *names: str) -> list[str]:
    """What was typed into these fields; into all of them when none is named."""
    return [word for name in names or typed for word in typed[name]]


def types(*forms: str) -> Callable[[Any], Any]:
    """Says of a walk into which fields it types words: ``"funding:refusal reasoning legal_basis"``.

    Its watch holds that against what was typed, and hostile/test_words_in_a_browser.py against the forms of the site.
    """
    pairs = {(route, without_keys(name)) for route, *names in (form.split() for form in forms) for name in names}

    def note(walk: Any) -> Any:
        walk.types_words_into = pairs
        return walk

    return note


class Watch:
    """Types the words, and finds out what came of them: dialogs, requests, elements; or whether they are gone.

    What the policy of the site has stopped fails the walk by its complaints, a request to elsewhere by its window.
    """

    def __init__(self, people: Callable[..., Person]) -> None:
        self.people = people
        self.found: list[str] = []
        self.typed: set[tuple[str, str]] = set()
        self.pages = 0

    def seats(self, member: Member | None = None, **options: object) -> Person:
        """Somebody at a window that is watched from now on."""
        person = self.people(member, **options)
        person.page.on("dialog", self._dialog)
        person.page.on("request", lambda request: self._request(request.url))
        return person

    def _dialog(self, dialog: Any) -> None:
        self.found.append(f"dialog on {dialog.page.url}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if "gepflanzt" in url.split("?")[0]:
            self.found.append(f"loaded {url}")

    def ends(self, walk: Any) -> None:
        """When the walk is over nothing was found, and it typed where it says it does."""
        assert not self.found, self.found
        said = getattr(walk, "types_words_into", set())
        assert self.typed == said, f"typed and not said, or said and not typed: {sorted(self.typed ^ said)}"

    # --- Typing -------------------------------------------------------------------------------------------------------
    def fills(
        self, person: Person, path: str, *names: str, beside: Mapping[str, Any] | None = None, button: str = ""
    ) -> Typed:
        """Type words into these fields and ``beside`` into others, and send the form; it is taken."""
        person.opens(path)
        form = self._form(person, next(iter((*names, *(beside or {})))))
        typed = self._types(form, names, beside or {})
        answer = self._sends(person, form, button)
        assert answer.request.redirected_from is not None, (path, answer.status, faults_on(person))
        self.judges(person, [])
        return typed

    def is_refused(
        self, person: Person, path: str, *names: str, beside: Mapping[str, Any] | None = None, button: str = ""
    ) -> None:
        """Type words into every text field of the form that holds ``names``, these at least; some are none it can
        take, and all of them stand there again.
        """
        person.opens(path)
        form = self._form(person, next(iter((*names, *(beside or {})))))
        every = [field.get_attribute("name") or "" for field in form.locator(TEXTS).all() if field.is_visible()]
        assert set(names) <= set(every), every
        typed = self._types(form, [name for name in every if name not in (beside or {})], beside or {})
        answer = self._sends(person, form, button)
        assert answer.request.redirected_from is None, (path, answer.url)
        assert answer.status in (200, 422), (path, answer.status)
        self.judges(person, of(typed))

    def _form(self, person: Person, name: str) -> Locator:
        person.page.evaluate(OPENED)
        return person.page.locator(f"form:has([name='{name}'])").first

    def types_into(self, person: Person, *names: str) -> Typed:
        """Type words into fields of the page that is there; somebody else sends it."""
        return self._types(self._form(person, names[0]), names, {})

    def _types(self, form: Locator, names: Any, beside: Mapping[str, Any]) -> Typed:
        typed = {}
        for name in names:
            field = form.locator(f"[name='{name}']").first
            number, most = next(_numbers), int(field.get_attribute("maxlength") or MOST)
            typed[name] = numbered(number, most)
            lines = field.evaluate("field => field.tagName") == "TEXTAREA"
            field.fill(("\n" if lines else " ").join(typed[name]))
            self._note(form, name, typed[name][0])
        for name, value in beside.items():
            if puts(form, name, value):
                self._note(form, name, str(value))
        return typed

    def _note(self, form: Locator, name: str, value: str) -> None:
        if RUNNING.search(value):
            address = form.evaluate("form => form.getAttribute('action') || location.pathname")
            self.typed.add((resolve(urlsplit(address).path).view_name, without_keys(name)))

    def _note_address(self, path: str) -> None:
        parts = urlsplit(path)
        names = {name for name, value in parse_qsl(parts.query) if RUNNING.search(value)}
        self.typed |= {(resolve(parts.path).view_name, name) for name in names}

    def _sends(self, person: Person, form: Locator, button: str) -> Response:
        if button:
            pressed = form.get_by_role("button", name=button, exact=True).first
        else:
            pressed = form.locator("button:not([type=button])").first
        with person.page.expect_navigation() as navigation:
            pressed.click()
        return navigation.value

    # --- Looking ------------------------------------------------------------------------------------------------------
    def looks(self, person: Person, path: str, words: list[str] | None = None) -> None:
        """Open the page; ``words`` stand on it as words, and nothing of any others is more."""
        person.opens(path)
        self._note_address(path)
        self.judges(person, words or [])

    def judges(self, person: Person, words: list[str]) -> None:
        """As ``looks``, for the page that is there."""
        self.pages += 1
        page = person.page
        if page.locator("[data-planted]").count():
            self.found.append(f"an element on {person.path}")
        if page.locator(SCRIPTS).count():
            self.found.append(f"a script in an address on {person.path}")
        page.evaluate(OPENED)
        shown = squeezed(page.evaluate(SHOWN))
        missing = [one for one in words if squeezed(one) not in shown]
        assert not missing, f"{missing} is not on {person.path}"
        for place in page.get_by_text("data-planted").all()[:2]:
            place.dispatch_event("mouseover")


def squeezed(text: str) -> str:
    """The text with one space wherever there is white."""
    return " ".join(text.split())


def faults_on(person: Person) -> list[str]:
    """What the page says is wrong."""
    return person.page.locator("[id$=_error]").all_inner_texts()


def puts(form: Locator, name: str, value: Any) -> bool:
    """Choose, tick, attach or write ``value`` in the field ``name``; whether it was free to say anything."""
    field = form.locator(f"[name='{name}']").first
    match field.evaluate("field => field.type"):
        case "checkbox" | "radio":
            for one in value if isinstance(value, list) else [value]:
                form.locator(f"[name='{name}'][value='{one}']").check()
            return False
        case "select-one" | "select-multiple":
            field.select_option(value)
            return False
        case "file":
            field.set_input_files(value)
        case _:
            field.fill(value)
    return True
