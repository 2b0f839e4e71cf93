"""The other documents: refusal, early start, hearing, request for information, and the notice of base funding."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from tests import pdf
from tests.funding import world as worlds
from tests.funding.world import EARLY, fresh
from vorort.core import clock, documents
from vorort.core.models import Document
from vorort.funding import notices
from vorort.funding.actions.early_start import release_early_start
from vorort.funding.models import Award, FlatRate
from vorort.funding.rules.items import ItemEntry

pytestmark = pytest.mark.slow  # each sets a document

MARKUP = "#let x = 1 *fett* $a$ @ref <b>"


@pytest.fixture
def world(module_world, db) -> Iterator[worlds.World]:
    """The world on TODAY, with real paper."""
    with clock.at(worlds.TODAY):
        yield module_world


def paper(owner) -> bytes:
    """The newest document of ``owner``."""
    return bytes(Document.objects.get(pk=documents.of(owner).latest("version").pk).content)


def released(world, call=None, **text):
    answer = world.answer_early_start(world.wish_early_start(world.submitted(call=call)), **text)
    return release_early_start(capacity=world.officer, early_start_id=answer.pk, expected_version=answer.version)


# --- What they say ----------------------------------------------------------------------------------------------------
def test_refusal_says_what_is_refused_why_and_what_can_be_done(world):
    text = pdf.text(paper(world.release_refusal(world.heard(world.refusal()))))
    for sentence in (
        "Ihren Antrag vom 02.11.2026 auf eine Zuwendung in Höhe von 3.000,00 € lehne ich ab.",
        "II. Gründe Die Maßnahme ist keine der Richtlinie.",
        "Die Entscheidung stützt sich auf: Nr. 2 der Richtlinie KOMM-AN KI NRW.",
        "innerhalb eines Monats nach Bekanntgabe Klage bei dem Verwaltungsgericht Minden",
        "Im Auftrag Dieser Bescheid ist elektronisch freigegeben und ohne Unterschrift gültig.",
    ):
        assert sentence in text
    assert "bewillige" not in text


def test_consent_says_that_no_claim_follows(world):
    text = pdf.text(paper(released(world)))
    assert "Sie können mit der Maßnahme ab dem 15.11.2026 beginnen" in text
    assert "Ein Anspruch auf eine Zuwendung folgt daraus nicht." in text
    assert "II. Rechtsbehelfsbelehrung" in text


def test_refused_early_start_gives_its_reasons_and_promises_nothing(world):
    text = pdf.text(paper(released(world, consented=False, reasoning="Es eilt nicht.")))
    assert "stimme ich nicht zu" in text
    assert "II. Gründe Es eilt nicht. III. Rechtsbehelfsbelehrung" in text
    assert "Ein Anspruch" not in text


def test_hearing_says_what_is_asked_what_is_intended_and_until_when(world):
    text = pdf.text(paper(world.hear(world.partly())))
    assert "ich beabsichtige, Ihrem Antrag vom 02.11.2026 nur in Teilen zu entsprechen." in text
    assert "beantragt 3.000,00 € beabsichtigt 1.500,00 €" in text
    assert "Warum Honorare sind nicht nötig." in text
    assert "bis zum 16.11.2026 äußern oder auf eine Äußerung verzichten (§ 28 VwVfG NRW)" in text
    assert "Klage" not in text


def test_hearing_on_a_refusal_says_so(world):
    text = pdf.text(paper(world.hear(world.refusal())))
    assert "ich beabsichtige, Ihren Antrag vom 02.11.2026 abzulehnen." in text
    assert "beabsichtigt Ablehnung" in text


def test_request_names_the_parts_and_the_day(world):
    text = pdf.text(paper(world.ask_again(world.in_formal_review(), "need", "items")))
    assert "Was fehlt Wie viele Menschen erreichen Sie, und wo?" in text
    assert "• Warum sie nötig ist • Bausteine und Mengen" in text
    assert "Bitte antworten Sie bis zum 12.11.2026." in text
    assert "Anlagen" not in text


def test_letters_promise_nothing_and_never_address_the_reader_casually(world):
    letters = [paper(world.hear(world.partly())), paper(world.ask_again(world.in_formal_review(world.city)))]
    letters.append(paper(released(world, call=world.open_call("frueh"))))
    for letter in letters:
        assert not re.search(r"\b(erhalten Sie|Sie erhalten|du|dein\w*)\b", pdf.text(letter), re.IGNORECASE)


# --- What a reader's software sees ------------------------------------------------------------------------------------
def every_paper(world):
    yield "Ablehnungsbescheid", paper(world.release_refusal(world.heard(world.refusal())))
    yield "Anhörung", paper(world.hear(world.partly(call=world.open_call("zwei"))))
    yield "Nachforderung", paper(world.ask_again(world.in_formal_review(call=world.open_call("drei"))))
    yield "Zustimmung zum vorzeitigen Maßnahmebeginn", paper(released(world, call=world.open_call("vier")))


def test_every_letter_is_tagged_german_and_titled_and_bears_muster(world):
    for title, content in every_paper(world):
        with pdf.opened(content) as file:
            assert bool(file.Root.MarkInfo.Marked) is True
            assert str(file.Root.Lang) == "de-DE"
            assert str(file.docinfo.Title).startswith(f"MUSTER {title} 36.01-2026-")
            with file.open_metadata() as metadata:
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert all("MUSTER – erfundene Angaben, kein Verwaltungsakt" in page for page in pdf.pages(content))
        headings = [name for name in pdf.structure(content) if re.fullmatch(r"H\d", name)]
        assert headings, title
        assert set(headings) == {"H1"}


def test_markup_in_them_stands_there_literally(world):
    refusal = world.refuse(world.reviewed(), reasoning=MARKUP, legal_basis=MARKUP)
    assert pdf.text(notices.refusal_notice(refusal, draft=True)).count(MARKUP) == 2
    assert MARKUP in pdf.text(notices.hearing_letter(world.hear(refusal)))
    answer = world.answer_early_start(
        world.wish_early_start(world.submitted(world.city), world.city), consented=False, reasoning=MARKUP
    )
    assert MARKUP in pdf.text(notices.early_start_notice(answer, draft=True))
    assert answer.starts_on == EARLY


def test_preview_is_marked_as_a_draft(world):
    text = pdf.text(notices.refusal_notice(world.refusal(), draft=True))
    assert "ENTWURF – nicht freigegeben, ohne Rechtswirkung" in text
    assert "Dieser Entwurf ist nicht freigegeben." in text
    assert "ohne Unterschrift gültig" not in text


# --- Base funding of a centre: money and posts in kind in one notice --------------------------------------------------
def base_funding(world, name, years, units):
    """A released notice of the shipped programme, over these years."""
    guideline = world.established(name, valid_to=None)
    lines = [
        worlds.set_budget(world.owner, guideline, code="11 029", year=year, appropriated=Decimal(500000))
        for year in years
    ]
    text = worlds.replace(
        worlds.CALL,
        code=f"grund-{name.replace('_', '-')}",
        questions=(),
        execution_period=(date(years[0], 1, 1), date(years[-1], 12, 31)),
        approval_period=(date(years[0], 1, 1), date(years[-1], 12, 31)),
    )
    call = world.published(text, guideline=guideline, budget_lines=lines)
    rates = dict(FlatRate.objects.filter(component__guideline=guideline).values_list("code", "pk"))
    entries = [ItemEntry(rates[code], year, Decimal(number)) for year in years for code, number in units.items()]
    begins_on, ends_on = date(years[0], 1, 1), date(years[-1], 12, 31)
    return call, {"entries": entries, "begins_on": begins_on, "ends_on": ends_on}


POSTS_2012 = {"specialist": "2", "administration": "1", "support": "0.5", "teacher": "2"}


def test_notice_of_2012_gives_the_posts_of_both_ministries_by_year(world):
    call, more = base_funding(world, "ki_2012", (2027, 2028), POSTS_2012)
    application = reviewed_without_questions(world, call, more)
    text = pdf.text(notices.award_notice(world.prepare(application), draft=True))
    assert "Zuwendung insgesamt 350.000,00 €" in text
    assert "2027 11 029 175.000,00 € 2028 11 029 175.000,00 €" in text
    school = "Ministerium für Schule und Weiterbildung"
    assert text.count(f"Sachleistung: {school}") == 2
    assert f"• {school}, Haushaltsjahr 2027: 2 Stellen • {school}, Haushaltsjahr 2028: 2 Stellen" in text
    assert "Sie sind im Betrag der Zuwendung nicht enthalten." in text
    assert "Pauschalen sind Platzhalter." in text


def test_notice_of_today_is_money_alone(world):
    call, more = base_funding(world, "ki_2022", (2027,), {"specialist": "6", "assistant": "1", "interpreters": "50000"})
    application = reviewed_without_questions(world, call, more)
    text = pdf.text(notices.award_notice(world.prepare(application), draft=True))
    assert "Zuwendung insgesamt 414.500,00 €" in text
    assert "Fachstelle 6 × Stellen 57.000,00 € 342.000,00 €" in text
    assert "Sachleistung" not in text
    assert "Platzhalter" not in text


def test_a_teacher_less_is_a_cut_that_is_heard_about(world):
    call, more = base_funding(world, "ki_2012", (2027,), POSTS_2012)
    application = reviewed_without_questions(world, call, more)
    assert (application.requested, application.requested_in_kind) == (175000, 2)
    units = {row.pk: row.units for row in application.items.all()}
    teacher = application.items.get(rate__code="teacher")
    award = world.prepare(application, units=units | {teacher.pk: Decimal(1)}, reasoning="Nur eine Lehrkraft.")
    assert (award.amount, award.in_kind_units) == (175000, 1)
    with worlds.refused("not_heard"):
        world.release(award)
    text = pdf.text(paper(world.hear(award)))
    assert "Einheiten als Sachleistung beantragt 2, beabsichtigt 1" in text
    assert fresh(Award.objects.get(pk=award.pk)).state == "prepared"


def reviewed_without_questions(world, call, more):
    """Reviewed, for a call that asks nothing."""
    draft, steps = worlds.draft, worlds.steps
    who, application = world.district.coordinator, world.begun(call=call)
    details = worlds.replace(worlds.DETAILS, begins_on=more["begins_on"], ends_on=more["ends_on"])
    draft.save_details(capacity=who, application_id=application.pk, expected_version=1, details=details)
    draft.save_items(capacity=who, application_id=application.pk, expected_version=2, entries=more["entries"])
    steps.request_sign_off(capacity=who, application_id=application.pk, expected_version=3)
    steps.submit_application(capacity=world.district.lead, application_id=application.pk, expected_version=4)
    worlds.review.begin_formal_review(capacity=world.clerk, application_id=application.pk, expected_version=5)
    checked = world.check(fresh(application), worlds.FORMAL)
    worlds.review.begin_substantive_review(
        capacity=world.clerk, application_id=application.pk, expected_version=checked.version
    )
    return world.check(fresh(application), worlds.SUBSTANTIVE)
