"""Every value of corpus.txt in every field of the path: never a fault of ours. Either it is kept and shown again as it
was typed, or a reason stands beside the field, nothing is written and everything typed is still on the page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils.html import escape

from tests.web.corpus import CORPUS, REST, SHARP, SOME, alone, dealt, stands_in, together
from tests.web.posts import ask_more, filled, upload
from tests.web.scene import Person, Scene
from vorort.core.models import HistoryEntry
from vorort.funding import notices
from vorort.funding.actions import draft
from vorort.funding.enums import CapScope
from vorort.funding.models import Application, Award, FlatRate
from vorort.web.shell.forms import AmountField, DayField, NumberField


def test_the_corpus_has_at_least_sixty_values_and_none_twice():
    assert len(CORPUS) == len(set(CORPUS)) == 122
    assert {"", "\x00", "a" * 201, "Wort " * 2000, "9" * 5000, "  Rand  "} <= set(CORPUS)


def test_every_field_gets_what_is_sharp_and_half_of_the_rest():
    assert (len(SHARP), len(SHARP) + len(REST)) == (12, 122)
    assert set(SHARP) <= set(CORPUS)
    posts = list(dealt(["title", "need", "purpose"]))
    for name in ("title", "need", "purpose"):
        got = [post[name] for post in posts]
        assert (len(got), len(set(got))) == (67, 67)
        assert set(SHARP) <= set(got)
    assert {post[name] for post in posts for name in ("title", "need")} == set(CORPUS)
    assert [post for post in posts if len(set(post.values())) < 3] == []


# --- The fields alone: what is a number, an amount, a day -------------------------------------------------------------
def accepted(read: Callable[[str], object]) -> dict[str, object]:
    found = {}
    for value in CORPUS:
        try:
            found[value] = read(value)
        except ValidationError:
            continue
    return found


BLANK = dict.fromkeys(["", " ", "   \t ", "\xa0", "\u3000\u2003"])
UNITS = {
    "0": Decimal(0),
    "-0": Decimal(0),
    "1": Decimal(1),
    "1,5": Decimal("1.5"),
    "1.5": Decimal("1.5"),
    "100000": Decimal(100000),
    "1.000,00": Decimal(1000),
    "1 000": Decimal(1000),
    "12 €": Decimal(12),
    "€ 7": Decimal(7),
    "007": Decimal(7),
}


def test_exactly_these_are_units():
    units = NumberField(required=False, min_value=Decimal(0), max_value=Decimal(100000))
    assert accepted(units.clean) == BLANK | UNITS


def test_exactly_these_are_amounts():
    larger = {
        "100000,01": Decimal("100000.01"),
        "100001": Decimal(100001),
        "999999999999,99": Decimal("999999999999.99"),
    }
    assert accepted(AmountField(required=False).clean) == BLANK | UNITS | larger


def test_exactly_these_are_days():
    days = {value: day.isoformat() if day else None for value, day in accepted(DayField(required=False).clean).items()}
    assert days == BLANK | {
        "1.2.2027": "2027-02-01",
        "01.02.2027": "2027-02-01",
        "1.2.27": "2027-02-01",
        "2027-02-01": "2027-02-01",
        "29.2.2028": "2028-02-29",
        "31.12.2199": "2199-12-31",
    }


# --- The forms --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Form:
    """A form of the path: ``texts`` take any words; ``others`` are numbers, days and choices."""

    route: str
    stage: str
    who: str
    texts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    shown_on: str = ""


FORMS = {
    "details": Form(
        "funding:details",
        "draft",
        "coordinator",
        ("title", "need"),
        ("begins_on", "ends_on", "own_funds", "other_funds"),
    ),
    "items": Form("funding:items", "draft", "coordinator", ("place",), ("units", "more-units")),
    "answers": Form(
        "funding:answers", "draft", "coordinator", ("target_group", "remarks"), ("places", "since"), ("forwarding",)
    ),
    "attachments": Form("funding:attachments", "draft", "coordinator", choices=("question",)),
    "return_to_draft": Form("funding:return_to_draft", "in_sign_off", "lead", ("reason",), shown_on="-"),
    "withdraw": Form("funding:withdraw", "submitted", "lead", ("reason",), shown_on="funding:application"),
    "formal review": Form(
        "funding:review",
        "in_formal_review",
        "clerk",
        ("remark-complete", "remark-eligible"),
        choices=("result-threshold", "result-not_begun"),
    ),
    "review in substance": Form(
        "funding:review",
        "in_substantive_review",
        "clerk",
        ("remark-necessary",),
        choices=("result-adequate",),
    ),
    "award": Form("funding:award", "reviewed", "clerk", ("purpose", "reasoning", "special_conditions"), ("units",)),
    "information": Form(
        "funding:information",
        "in_formal_review",
        "clerk",
        ("question",),
        ("due_on",),
        ("fields",),
        shown_on="funding:application",
    ),
    "information answer": Form("funding:information_answer", "asked_again", "coordinator", ("answer",)),
    "opinion request": Form(
        "funding:opinion_request",
        "submitted",
        "clerk",
        ("question",),
        ("due_on",),
        ("office",),
        shown_on="funding:application",
    ),
    "opinion": Form("funding:opinion", "opinion_asked", "adviser", ("text",), choices=("recommendation",)),
    "opinion drop": Form("funding:opinion_drop", "opinion_asked", "clerk", ("reason",), shown_on="-"),
    "hearing": Form("funding:hearing", "refusal", "clerk", others=("answer_until",)),
    "hearing answer": Form("funding:hearing_answer", "in_hearing", "lead", ("answer",)),
    "refusal": Form("funding:refusal", "reviewed", "clerk", ("reasoning", "legal_basis")),
    "refusal again": Form("funding:refusal", "refusal", "clerk", ("reasoning", "legal_basis")),
    "early start": Form(
        "funding:early_start", "submitted", "lead", ("reason",), ("starts_on",), shown_on="funding:application"
    ),
    "early start answer": Form(
        "funding:early_start_answer", "early_start", "clerk", ("reasoning",), ("starts_on",), ("consented",)
    ),
    "award again": Form(
        "funding:award", "prepared", "clerk", ("purpose", "reasoning", "special_conditions"), ("units",)
    ),
}


class Desk:
    """One form on the scene: posts it with other values and looks at what comes of it."""

    def __init__(self, scene: Scene, form: Form) -> None:
        self.scene, self.form = scene, form
        if form.route == "funding:answers":
            ask_more(scene)
        self.person: Person = getattr(scene, form.who)
        self.person.raise_request_exception = False
        self.path = scene.path(form.route, form.stage)
        self.right = filled(self.path) | form.beside
        names = self._names()
        self.texts = [names.get(name, name) for name in form.texts]
        self.others = [names.get(name, name) for name in form.others]
        if form.route == "funding:items":
            self.right |= {names["more-units"]: "2", names["place"]: "Altes Pfarrhaus"}

    def _names(self) -> dict[str, str]:
        """The fields whose names hold keys."""
        if self.form.route == "funding:award":
            return {"units": next(name for name in self.right if name.startswith("units-"))}
        with_place = FlatRate.objects.filter(cap__scope=CapScope.PLACE).first()
        return {
            "units": next((name for name in self.right if name.startswith("units-")), ""),
            "place": f"place-{with_place.pk}-2027-0",
            "more-units": f"units-{with_place.pk}-2027-0",
        }

    def complaints(self, posts: Iterable[Mapping[str, str]]) -> list[str]:
        """What is wrong after each of ``posts``, values by field, was sent in place of what is right."""
        found = []
        for typed in posts:
            with transaction.atomic():
                before = self.state()
                answer = self.person.send(self.path, self.right | self.fresh_file() | dict(typed))
                found += [f"{short(typed)}: {words}" for words in self.judge(answer, typed, before)]
                transaction.set_rollback(True)
        return found

    def fresh_file(self) -> dict[str, object]:
        return {"file": upload()} if self.form.route == "funding:attachments" else {}

    def state(self) -> tuple[object, ...]:
        key = self.scene.applications[self.form.stage].pk
        award = Award.objects.filter(application_id=key).values_list("version", flat=True).first()
        application = Application.objects.get(pk=key)
        return application.version, application.state, award, HistoryEntry.objects.count()

    def judge(self, answer: HttpResponse, typed: Mapping[str, str], before: tuple[object, ...]) -> list[str]:
        if answer.status_code == 302:
            return self.kept(typed) if set(typed) <= set(self.texts) else []
        if answer.status_code != 422:
            return [f"status {answer.status_code}"]
        html = answer.content.decode()
        wrong = [] if self.state() == before else ["something was written"]
        form = answer.context["form"]
        if not form.errors:
            wrong.append("no reason")
        for name in form.errors:
            if name != "__all__" and f'id="id_{name}_error"' not in html:
                wrong.append(f"no reason beside {name}")
        written = [name for name in (*self.texts, *self.others) if name in typed]
        return wrong + [f"{name} is lost" for name in written if not stands_in(html, typed[name])]

    def kept(self, typed: Mapping[str, str]) -> list[str]:
        if self.form.shown_on == "-":
            return []
        where = self.scene.path(self.form.shown_on, self.form.stage) if self.form.shown_on else self.path
        html = self.person.get(where).content.decode()
        return [f"{name} was accepted, but is not shown as typed" for name in typed if not shown(typed[name], html)]


def shown(value: str, html: str) -> bool:
    """Whether the page shows it, in one piece or line by line."""
    words = escape(value.strip())
    return words in html or all(line in html for line in words.replace("\r\n", "\n").split("\n"))


def short(typed: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value[:40]!r}" for name, value in typed.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_no_value_does_harm_wherever_it_is_typed(scene, name):
    desk = Desk(scene, FORMS[name])
    assert desk.complaints(dealt([*desk.texts, *desk.others, *desk.form.choices])) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.texts])
def test_words_are_kept_as_typed_or_refused_beside_their_field(scene, name):
    desk = Desk(scene, FORMS[name])
    assert desk.complaints(together(desk.texts, CORPUS[::4])) == []


@pytest.mark.full
@pytest.mark.parametrize("name", FORMS)
def test_every_value_alone_and_in_all_fields_is_kept_or_refused_beside_its_field(scene, name):
    desk = Desk(scene, FORMS[name])
    names = [*desk.texts, *desk.others, *desk.form.choices]
    assert desk.complaints([*alone(names), *together(desk.texts), *together(names)]) == []


def test_a_fault_of_ours_would_be_found(scene, monkeypatch):
    """The seeded fault: a name with a quotation mark breaks the action."""
    save = draft.save_details

    def broken(*, details, **more):
        return save(details=details, **more) if '"' not in details.title else 1 / 0

    monkeypatch.setattr(draft, "save_details", broken)
    desk = Desk(scene, FORMS["details"])
    posts = alone(["title"], ["Treff", 'Treff "Markt"', "", " Treff"])
    assert desk.complaints(posts) == ["title 'Treff \"Markt\"': status 500"]


# --- What the page itself puts into a form ----------------------------------------------------------------------------
VERSIONED = {name: (form.route, form.stage, form.who) for name, form in FORMS.items()} | {
    "check": ("funding:check", "draft", "coordinator"),
    "submit": ("funding:submit", "in_sign_off", "lead"),
    "release": ("funding:release", "prepared", "officer"),
    "notify": ("funding:notify", "released", "clerk"),
    "waive": ("funding:waive", "notified", "lead"),
}


def after_version(scene: Scene, name: str, values: Iterable[str]) -> dict[str, int]:
    """The status each version gets."""
    route, stage, who = VERSIONED[name]
    path, person, entries = scene.path(route, stage), getattr(scene, who), HistoryEntry.objects.count()
    right = filled(path)
    found = {}
    for value in values:
        files = {"file": upload()} if "file" in right else {}
        found[value[:30]] = person.send(path, right | files | {"version": value}).status_code
    assert HistoryEntry.objects.count() == entries, name
    return found


@pytest.mark.parametrize("name", VERSIONED)
def test_a_version_that_is_none_is_refused_and_a_wrong_one_is_a_conflict(scene, name):
    bad, wrong = ["", "\x00", "eins", "1.5", "0", "-1", "NaN", "9" * 5000, "{{ 7*7 }}"], ["999", "9" * 30, "٣٤٥"]
    assert after_version(scene, name, bad) == {value[:30]: 422 for value in bad}
    assert after_version(scene, name, wrong) == {value[:30]: 409 for value in wrong}


@pytest.mark.full
@pytest.mark.parametrize("name", ["details", "award again", "check"])
def test_no_version_whatever_it_is_writes_or_breaks(scene, name):
    usable = {value for value in CORPUS if value.strip().lstrip("0") in {"1", "7"}}
    assert set(after_version(scene, name, set(CORPUS) - usable).values()) <= {409, 422}


def statuses(values: Iterable[str], ask: Callable[[str], HttpResponse]) -> dict[str, int]:
    return {value[:30]: ask(value).status_code for value in values}


def test_a_capacity_that_is_not_ones_own_writes_nothing(scene):
    path = scene.path("funding:details", "draft")
    person = scene.coordinator
    entries = HistoryEntry.objects.count()
    found = statuses(SOME, lambda value: person.post(path, filled(path) | {"capacity": value}))
    assert set(found.values()) == {409}
    assert HistoryEntry.objects.count() == entries


def test_a_choice_of_capacity_that_is_none_shows_the_choice_again(scene):
    assert set(statuses(SOME, lambda value: scene.lead.send("/handeln-als/", {"chosen": value})).values()) == {422}


def test_a_file_to_remove_that_is_none_is_not_there(scene):
    path = scene.path("funding:attachments", "draft")
    person = scene.coordinator
    own = scene.applications["draft"].attachments.get().pk
    others = [value for value in SOME if not value.isdecimal() or value.lstrip("0") != str(own)]
    found = statuses(others, lambda value: person.send(path, {"version": "5", "remove": value}))
    assert set(found.values()) == {404}


# --- Addresses --------------------------------------------------------------------------------------------------------
def test_what_was_searched_for_stands_escaped_in_its_field(scene):
    html = scene.lead.get("/foerderung/", {"suche": '"><script>alert(1)</script>'}).content.decode()
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


def test_bytes_that_are_no_text_do_no_harm(scene):
    path, person = scene.path("funding:details", "draft"), scene.coordinator
    raw = f"capacity={person.capacity.id}&version=5&title=%ED%A0%80%FF%C0%80&need=%u0041"
    answer = person.post(path, raw, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 422)
    assert scene.lead.get("/foerderung/?suche=%ED%A0%80%FF").status_code == 200


def test_too_many_fields_are_a_bad_request(scene):
    path, person = scene.path("funding:items", "draft"), scene.coordinator
    answer = person.send(path, {f"units-{number}": "1" for number in range(2500)})
    assert answer.status_code == 400
    assert "Diese Anfrage verstehen wir nicht" in answer.content.decode()


# --- Files ------------------------------------------------------------------------------------------------------------
def as_a_browser_sends(name: str) -> str:
    """As browsers write it into the form, and no longer than a file system lets a name be."""
    written = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").replace("\x00", "%00")
    return written.encode()[:250].decode(errors="ignore")


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
def test_any_name_of_a_file_is_kept_harmless_or_refused(scene, values):
    path, person, wrong = scene.path("funding:attachments", "draft"), scene.coordinator, []
    for value in values:
        with transaction.atomic():
            file = SimpleUploadedFile("x.pdf", b"%PDF-1.7 Plan", content_type="application/pdf")
            file._name = as_a_browser_sends(value) + ".pdf"  # past Django's own cleaning on the sender's side
            answer = person.send(path, {"version": "5", "file": file})
            if answer.status_code not in (302, 422):
                wrong.append(f"{value[:40]!r}: {answer.status_code}")
            name = scene.applications["draft"].attachments.order_by("-pk")[0].upload.name
            if "/" in name or "\\" in name or not name.isprintable() or len(name) > 160:
                wrong.append(f"{value[:40]!r}: kept as {name!r}")
            html = person.get(path).content.decode()
            if escape(name) not in html:
                wrong.append(f"{value[:40]!r}: not shown")
            transaction.set_rollback(True)
    assert wrong == []


def test_only_a_file_that_is_what_its_name_says_is_taken(scene):
    path, person = scene.path("funding:attachments", "draft"), scene.coordinator
    contents = [value.encode("utf-8", "replace") for value in SOME]
    found = {
        content[:30]: person.send(path, {"version": "5", "file": SimpleUploadedFile("x.pdf", content)}).status_code
        for content in contents
    }
    assert set(found.values()) == {422}
    assert scene.applications["draft"].attachments.count() == 1


# --- Behind the forms -------------------------------------------------------------------------------------------------
def test_any_words_can_stand_in_a_notice(scene):
    award = scene.award("prepared")
    award.purpose = award.reasoning = award.special_conditions = "\n".join(CORPUS)[:20000]
    assert notices.award_notice(award, draft=True).startswith(b"%PDF-")
