"""The award notice: what it must say, what it looks like to a reader's software, and that nothing in it is markup."""

import copy
import re

import pytest

from tests import pdf
from vorort.core import documents
from vorort.funding import notices

pytestmark = pytest.mark.slow  # each sets a document

BLANK = "\u00a0"
NOTICE = {
    "authority": {"name": "Bezirksregierung Musterberg", "address": ["Amtsweg 1", "59999 Musterberg"]},
    "recipient": {"name": "Kreis Beispiel", "address": ["Kreishausplatz 2", "59998 Beispiel"]},
    "file_number": "36.02-KA2-2027-0017",
    "dated_on": "14.01.2027",
    "applied_on": "12.10.2026",
    "programme": "KOMM-AN NRW Teil II",
    "guideline": "Richtlinie KOMM-AN KI NRW",
    "guideline_dated_on": "01.08.2022",
    "legal_basis": "§§ 23, 44 LHO NRW und VVG",
    "measure": "Ankommenstreffpunkte im Kreis Beispiel",
    "purpose": "Treffpunkte für neu zugewanderte Menschen.\n\nOrte sind Nordstadt und Südstadt.",
    "amount": f"6.800,00{BLANK}€",
    "amount_in_words": "sechstausendachthundert Euro",
    "approval_period": ["01.01.2027", "31.12.2027"],
    "execution_period": ["01.02.2027", "30.11.2027"],
    "financing_type": "Festbetragsfinanzierung",
    "funding_form": "Zuweisung",
    "lines": [
        {
            "label": "Renovierung eines Treffpunkts",
            "place": "Bürgerhaus Nord",
            "year": "2027",
            "units": "2",
            "unit": "Raum",
            "rate": f"1.000,00{BLANK}€",
            "amount": f"2.000,00{BLANK}€",
        },
        {
            "label": "Laufende Kosten eines Treffpunkts",
            "place": "Bürgerhaus Nord",
            "year": "2027",
            "units": "12",
            "unit": "Monat",
            "rate": f"400,00{BLANK}€",
            "amount": f"4.800,00{BLANK}€",
        },
        {
            "label": "Lehrkraft",
            "place": "",
            "year": "2027",
            "units": "0,5",
            "unit": "Stelle",
            "rate": "",
            "amount": "Sachleistung: Ministerium für Schule",
        },
    ],
    "years": [{"year": "2027", "budget_line": "07 030 633 68", "amount": f"6.800,00{BLANK}€"}],
    "reasoning": "Je Gebäude zählen zwei Pauschalen.",
    "payout": "Die Zuwendung wird auf Anforderung ausgezahlt.",
    "ancillary_conditions": "Allgemeine Nebenbestimmungen (ANBest-G)",
    "ancillary_source": "recht.nrw.de",
    "in_kind": [{"provided_by": "Ministerium für Schule", "year": "2027", "units": "0,5 Stellen"}],
    "special_conditions": ["Auf die Förderung ist hinzuweisen.", "Fotos sind beizufügen."],
    "remedy_months": 1,
    "proof_due_on": "29.02.2028",
    "contact": ["Erika Beispiel", "erika@beispiel.invalid"],
    "has_placeholders": False,
    "draft": False,
}
SAMPLE_SENTENCE = "MUSTER – erfundene Angaben, kein Verwaltungsakt"
DRAFT_SENTENCE = "ENTWURF – nicht freigegeben, ohne Rechtswirkung"


def notice(**changes):
    return documents.render(notices.TEMPLATE, {**copy.deepcopy(NOTICE), **changes})


def said(**changes):
    return pdf.text(notice(**changes))


# --- What it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Bezirksregierung Musterberg · Amtsweg 1 · 59999 Musterberg",
        "Kreis Beispiel Kreishausplatz 2 59998 Beispiel",
        "Aktenzeichen 36.02-KA2-2027-0017",
        "Datum 14.01.2027",
        "Ansprechperson Erika Beispiel erika@beispiel.invalid",
        "Rechtsgrundlage §§ 23, 44 LHO NRW und VVG",
        "Richtlinie KOMM-AN KI NRW vom 01.08.2022",
        "Auf Ihren Antrag vom 12.10.2026 bewillige ich Ihnen eine Zuwendung in Höhe von 6.800,00 €",
        "(in Worten: sechstausendachthundert Euro)",
        "Bewilligungszeitraum vom 01.01.2027 bis zum 31.12.2027",
        "Durchführungszeitraum vom 01.02.2027 bis zum 30.11.2027",
        "Treffpunkte für neu zugewanderte Menschen. Orte sind Nordstadt und Südstadt.",
        "im Wege der Festbetragsfinanzierung als Zuweisung gewährt",
        "Gegenstand Menge × Einheit Pauschale Betrag",
        "Laufende Kosten eines Treffpunkts Bürgerhaus Nord 12 × Monat 400,00 € 4.800,00 €",
        "Lehrkraft 0,5 × Stelle Sachleistung: Ministerium für Schule",
        "Zuwendung insgesamt 6.800,00 €",
        "Haushaltsjahr Haushaltsstelle Betrag 2027 07 030 633 68 6.800,00 €",
        "lehne ich ihn aus folgenden Gründen ab: Je Gebäude zählen zwei Pauschalen.",
        "Die Zuwendung wird auf Anforderung ausgezahlt.",
        "Der Verwendungsnachweis ist mir bis zum 29.02.2028 vorzulegen.",
        "Nebenbestimmungen: Allgemeine Nebenbestimmungen (ANBest-G). Ihr Wortlaut ist veröffentlicht: recht.nrw.de.",
        "Von den Sachleistungen entfallen auf: • Ministerium für Schule, Haushaltsjahr 2027: 0,5 Stellen",
        "1. Auf die Förderung ist hinzuweisen. 2. Fotos sind beizufügen.",
        "innerhalb eines Monats nach Bekanntgabe Klage bei dem für Ihren Sitz zuständigen Verwaltungsgericht",
        "nach Maßgabe des § 55a der Verwaltungsgerichtsordnung (VwGO)",
        "Im Auftrag Dieser Bescheid ist elektronisch freigegeben und ohne Unterschrift gültig.",
        "Anlagen • Rechtsbehelfsverzichtserklärung",
    ],
)
def test_notice_says(sentence):
    assert sentence in said()


def test_parts_stand_in_the_order_of_the_model_notice():
    text = said()
    parts = [
        "I. Bewilligung",
        "1. Höhe und Zeitraum",
        "2. Zweck und Maßnahme",
        "3. Finanzierungsart und Form",
        "4. Berechnung der Zuwendung",
        "5. Auszahlung und Verwendungsnachweis",
        "II. Nebenbestimmungen",
        "III. Rechtsbehelfsbelehrung",
        "Im Auftrag",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_waiver_stands_on_a_page_of_its_own_with_what_it_refers_to():
    last = " ".join(pdf.pages(notice())[-1].split())
    assert "Auf Rechtsbehelfe gegen diesen Bescheid verzichte ich." in last
    assert "Zuwendungsbescheid vom 14.01.2027, Aktenzeichen 36.02-KA2-2027-0017" in last
    assert "Absender Kreis Beispiel Kreishausplatz 2 59998 Beispiel" in last
    assert "An Bezirksregierung Musterberg Amtsweg 1 59999 Musterberg" in last
    assert "Rechtsbehelfsbelehrung" not in last


@pytest.mark.parametrize(
    ("months", "period"),
    [(1, "eines Monats"), (2, "von zwei Monaten"), (3, "von drei Monaten"), (12, "von 12 Monaten")],
)
def test_period_for_an_action_is_the_one_of_the_award(months, period):
    assert f"kann innerhalb {period} nach Bekanntgabe Klage" in said(remedy_months=months)


def test_court_is_named_when_it_is_known():
    assert "Klage bei dem Verwaltungsgericht Arnsberg, Jägerstraße 1, 59821 Arnsberg erhoben" in said(
        court="Verwaltungsgericht Arnsberg, Jägerstraße 1, 59821 Arnsberg"
    )


def test_refusal_in_part_is_there_only_with_its_reasons():
    assert "lehne ich" not in said(reasoning="")


def test_special_conditions_are_announced_only_when_there_are_any():
    assert "Ergänzend wird bestimmt" not in said(special_conditions=[])


def test_award_in_kind_alone_has_no_budget_year():
    text = said(lines=NOTICE["lines"][2:], years=[], amount=f"0,00{BLANK}€", amount_in_words="null Euro")
    assert "Haushaltsstelle" not in text
    assert "Sachleistungen werden von der jeweils genannten Stelle bereitgestellt." in text


def test_award_of_money_alone_says_nothing_about_provisions_in_kind():
    assert "Sachleistung" not in said(lines=NOTICE["lines"][:2], in_kind=[])


def test_lines_name_their_year_when_there_are_several():
    second = {**NOTICE["lines"][1], "year": "2028"}
    text = said(lines=[NOTICE["lines"][0], second])
    assert "Renovierung eines Treffpunkts Haushaltsjahr 2027 · Bürgerhaus Nord" in text
    assert "Laufende Kosten eines Treffpunkts Haushaltsjahr 2028 · Bürgerhaus Nord" in text
    assert "Haushaltsjahr 2027 ·" not in said()


def test_placeholder_rates_are_announced_on_the_first_page():
    assert "Pauschalen sind Platzhalter." in pdf.pages(notice(has_placeholders=True))[0]
    assert "Platzhalter" not in said()


def test_notice_promises_nothing_and_never_addresses_the_reader_casually():
    assert not re.search(r"\b(erhalten Sie|Sie erhalten|bekommen|du|dein\w*)\b", said(), re.IGNORECASE)


# --- Sample and draft ------------------------------------------------------------------------------------------------


def test_every_page_of_a_demo_notice_bears_muster():
    pages = pdf.pages(notice())
    assert len(pages) == 4
    assert all(SAMPLE_SENTENCE in page for page in pages)


def test_every_page_of_a_draft_bears_entwurf():
    pages = pdf.pages(notice(draft=True, dated_on=""))
    assert all(DRAFT_SENTENCE in page for page in pages)
    assert "Dieser Entwurf ist nicht freigegeben." in " ".join(pages)
    assert "ohne Unterschrift gültig" not in " ".join(pages)


def test_real_notice_bears_neither(settings):
    settings.SAMPLE_DOCUMENTS = False
    text = said()
    assert "MUSTER" not in text
    assert "ENTWURF" not in text


def test_title_of_a_demo_notice_says_muster():
    with pdf.opened(notice()) as file:
        assert str(file.docinfo.Title) == "MUSTER Zuwendungsbescheid 36.02-KA2-2027-0017"


def test_pages_are_numbered_and_name_the_operator(settings):
    settings.OPERATOR_NAME = "Beispielland"
    pages = [page.split() for page in pdf.pages(notice())]
    assert [" ".join(page[-5:]) for page in pages] == [
        "Beispielland Seite 1 von 4",
        "Beispielland Seite 2 von 4",
        "Beispielland Seite 3 von 4",
        "Beispielland Seite 4 von 4",
    ]


# --- What a reader's software sees -----------------------------------------------------------------------------------


def test_notice_is_tagged_german_and_names_its_standards():
    with pdf.opened(notice()) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang) == "de-DE"
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_headings_descend_without_a_gap():
    headings = [name for name in pdf.structure(notice()) if re.fullmatch(r"H\d", name)]
    assert headings == ["H1", "H2", "H2", "H2", "H2", "H3", "H2", "H1", "H1", "H1", "H1"]


def test_tables_have_header_cells_and_lists_are_lists():
    names = pdf.structure(notice())
    assert [names.count(name) for name in ("Table", "THead", "TH", "TFoot", "L", "Title")] == [2, 2, 7, 1, 3, 1]


def test_header_of_a_long_table_is_repeated_on_every_page():
    pages = pdf.pages(notice(lines=NOTICE["lines"] * 20))
    with_lines = [page for page in pages if "Laufende Kosten" in page]
    assert len(with_lines) == 3
    assert all("Gegenstand Menge × Einheit Pauschale Betrag" in page for page in with_lines)


# --- Everything in it is text ----------------------------------------------------------------------------------------

MARKUP = "#let x = 1 *fett* $a$ @ref <b>"
TEXTS = [
    "file_number",
    "programme",
    "guideline",
    "legal_basis",
    "measure",
    "purpose",
    "financing_type",
    "funding_form",
    "reasoning",
    "payout",
    "ancillary_conditions",
    "amount_in_words",
    "proof_due_on",
]


@pytest.mark.parametrize("field", TEXTS)
def test_markup_in_a_field_stands_there_literally(field):
    assert MARKUP in said(**{field: MARKUP})


def test_markup_in_names_addresses_lines_and_conditions_stands_there_literally():
    someone = {"name": f"A {MARKUP}", "address": [f"B {MARKUP}"]}
    line = {**NOTICE["lines"][0], "label": f"C {MARKUP}", "place": f"D {MARKUP}", "unit": f"E {MARKUP}"}
    text = said(
        recipient=someone,
        contact=[f"F {MARKUP}"],
        lines=[line],
        special_conditions=[f"G {MARKUP}"],
        years=[{"year": "2027", "budget_line": f"H {MARKUP}", "amount": "1"}],
    )
    for letter in "ABCDFGH":
        assert f"{letter} {MARKUP}" in text
    assert f"× E {MARKUP}" in text


def test_purpose_of_five_thousand_signs_stands_there_whole_and_in_order():
    words = [f"wort{number:04}" for number in range(556)]
    purpose = " ".join(words)
    assert len(purpose) == 5003
    assert re.findall(r"wort\d{4}", said(purpose=purpose)) == words


def test_word_without_a_blank_stays_inside_the_page():
    run = "".join(f"{number:04}" for number in range(1250))
    pages = pdf.pages(notice(purpose=run))
    lines = [line for page in pages for line in page.splitlines() if re.fullmatch(r"\d{40,}", line)]
    assert "".join(lines) == run
    assert max(len(line) for line in lines) < 110


@pytest.mark.parametrize("value", ["Đorđe Çağlar Żółć", "Київ Αθήνα", "😀", "中文", "مرحبا", "שלום", "„a“ – ½ ẞ"])
def test_purpose_in_any_script_stands_there_literally(value):
    assert value in said(purpose=value, measure=value)


def test_purpose_with_a_joined_emoji_stands_there_as_one_sign():
    assert "👩\u200d👧" in pdf.signs(notice(purpose="Familien 👩\u200d👧 treffen sich"))


def test_lines_the_browser_sent_stay_paragraphs():
    lines = pdf.pages(notice(purpose="Erstens.\r\n\r\nZweitens.\tDrittens."))[0].splitlines()
    assert lines.index("Zweitens. Drittens.") == lines.index("Erstens.") + 1


def test_long_name_and_long_contact_leave_the_letter_whole():
    recipient = {"name": "Zweckverband " + "Integration und Teilhabe " * 5, "address": [f"Zeile {n}" for n in range(6)]}
    text = said(recipient=recipient, contact=[f"Person {n}" for n in range(12)])
    assert "Zeile 5" in text
    assert "Person 11" in text
    assert "Rechtsbehelfsverzichtserklärung" in text


def test_missing_day_number_and_contact_leave_the_letter_whole():
    text = said(file_number="", dated_on="", applied_on="", guideline_dated_on="", contact=[], draft=True)
    assert "Auf Ihren Antrag bewillige ich Ihnen" in text
    assert "Aktenzeichen – Datum –" in text


def test_same_notice_is_the_same_file():
    assert notice() == notice()
