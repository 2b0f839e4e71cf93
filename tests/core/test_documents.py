"""Documents: what every PDF of the platform is, how data becomes text, and how versions are kept for good."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pikepdf
import pytest
import typst
from django.db import IntegrityError, transaction

from tests import pdf
from vorort.core import clock, documents
from vorort.core.models import Document
from vorort.network.models import Organisation
from vorort.regions.models import Area

ACCESSIBLE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Probe", date: datetime(year: 2027, month: 1, day: 14))
#set text(lang: "de", font: ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "Box"), fallback: false)
#title[Probe]
= Angaben
#data.at("text", default: "")

#data.operator, Muster: #data.sample
"""


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Make a template of one's own: ``template("= Text")`` is its path."""
    monkeypatch.setattr(documents, "ROOT", tmp_path)

    def make(source=ACCESSIBLE):
        path = tmp_path / "probe.typ"
        path.write_text(source, encoding="utf-8")
        return path

    return make


# --- What every PDF is -----------------------------------------------------------------------------------------------


def test_pdf_is_tagged_in_german_with_a_title_and_says_which_standards_it_keeps(template):
    with pdf.opened(documents.render(template(), {})) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang) == "de"
        assert str(file.docinfo.Title) == "Probe"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        with file.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["dc:title"] == "Probe"


def test_every_font_is_embedded(template):
    with pdf.opened(documents.render(template(), {"text": "Straße مرحبا 😀"})) as file:
        fonts = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert len(fonts) == 4
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('#set text(lang: "de")\n= Ohne Titel', "document title"),
        ('#set document(title: "X")\n= Eins\n=== Drei', "heading"),
        (
            '#set document(title: "X")\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"))',
            "alt text",
        ),
    ],
)
def test_inaccessible_template_makes_no_document(template, source, complaint):
    with pytest.raises(typst.TypstError, match=complaint):
        documents.render(template(source), {})


def test_every_template_of_the_platform_lies_below_its_root():
    templates = sorted(path.name for path in documents.ROOT.rglob("documents/*.typ"))
    assert "award_notice.typ" in templates


# --- Whether it is a sample, and whose -------------------------------------------------------------------------------


def test_installation_says_whether_documents_are_samples_and_who_operates_it(template, settings):
    settings.SAMPLE_DOCUMENTS = False
    settings.OPERATOR_NAME = "Beispielland *fett*"
    assert "Beispielland *fett*, Muster: false" in pdf.text(documents.render(template(), {}))


def test_data_can_not_hide_that_a_document_is_a_sample(template, settings):
    settings.SAMPLE_DOCUMENTS = True
    content = documents.render(template(), {"sample": False, "operator": "Jemand anderes"})
    assert "Demonstration, Muster: true" in pdf.text(content)


# --- Data is text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "#let x = 1 *fett* $a$ @ref <b>",
        '#panic("Ende") #read("probe.typ") #sys.inputs',
        "= Überschrift _kursiv_ `roh` ```block``` - Strich + Zahl / Begriff: x",
        "\\u{41} \\ ~ -- --- ... 'einfach' \"doppelt\" // kein Kommentar /* auch nicht */",
        '", "sample": false, "x": "',
        "{{ x }} {% y %} <script>alert(1)</script> &amp; %s",
    ],
)
def test_markup_in_data_stands_in_the_document_as_it_was_typed(template, value):
    assert value in pdf.text(documents.render(template(), {"text": value}))


@pytest.mark.parametrize(
    "value",
    [
        "ÄÖÜäöüßẞ „Anführung“ – € § ½ №",
        "Çağlar Żółć Đorđević Ngọc Ilıca",
        "Ђорђе Київ Αθήνα",
        "שלום",
        "مرحبا",
        "😀",
        "中文",
        "ไทย",
        "አማርኛ",
    ],
)
def test_letters_of_any_script_and_emoji_stay_in_the_text(template, value):
    assert value in pdf.text(documents.render(template(), {"text": f"vorher {value} nachher"}))


def test_an_emoji_joined_of_several_stays_one_sign(template):
    """The library that reads the text does not know such signs; what they stand for is in the file."""
    assert "👩\u200d👧" in pdf.signs(documents.render(template(), {"text": "vorher 👩\u200d👧 nachher"}))


def test_lines_of_a_text_stay_lines(template):
    lines = pdf.pages(documents.render(template(), {"text": "eins\r\nzwei\rdrei\u2028vier\nfünf\tsechs"}))[
        0
    ].splitlines()
    assert lines[2:7] == ["eins", "zwei", "drei", "vier", "fünf sechs"]


def test_control_signs_and_direction_overrides_are_dropped(template):
    content = documents.render(template(), {"text": "Be\x00trag\x1b \u202e1.000,00\u202c \u20669\u2069\ufeff Euro"})
    assert "Betrag 1.000,00 9 Euro" in pdf.text(content)


def test_private_and_undefined_signs_become_the_replacement_sign(template):
    content = documents.render(template(), {"text": "a\ue000b\ud800c\uffffd\U0010ffffe"})
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in pdf.text(content)


def test_data_is_cleaned_wherever_it_stands(template):
    source = ACCESSIBLE.replace('data.at("text", default: "")', "data.rows.map(row => row.name).join([; ])")
    content = documents.render(
        template(source), {"rows": ({"name": "a\x07b", "count": 3, "open": None}, {"name": "\ue000"})}
    )
    assert "ab; \ufffd" in pdf.text(content)


def test_no_sign_of_unicode_prevents_a_document(template):
    controls = [chr(code) for code in range(0x300)] + [chr(code) for code in range(0x2000, 0x2070)]
    samples = [chr(code) for code in range(0x300, 0x110000, 61)]
    specials = ["\ufeff", "\ufff9", "\ufffc", "\ufffe", "\uffff", "\U0001fffe", "\U000e0001", "\ufe0f", "\u200d"]
    content = documents.render(template(), {"text": " ".join(controls + samples + specials)})
    with pdf.opened(content) as file:
        assert "/StructTreeRoot" in file.Root


def test_same_data_make_the_same_file(template):
    path = template()
    assert documents.render(path, {"text": "x"}) == documents.render(path, {"text": "x"})


def test_documents_made_at_once_are_each_what_they_would_be_alone(template):
    path, texts = template(), [f"Bescheid {number}" for number in range(24)]
    alone = [documents.render(path, {"text": text}) for text in texts]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda text: documents.render(path, {"text": text}), texts)) == alone


# --- Versions --------------------------------------------------------------------------------------------------------


def test_versions_count_up_and_old_ones_stay(db):
    owner = Area(pk=7)
    first = documents.issue(owner, kind="notice", title="Bescheid", content=b"eins")
    second = documents.issue(owner, kind="notice", title="Bescheid, geändert", content=b"zwei")
    assert (first.version, second.version) == (1, 2)
    kept = Document.objects.get(pk=first.pk)
    assert (kept.title, bytes(kept.content)) == ("Bescheid", b"eins")


def test_each_kind_and_each_owner_counts_for_itself(db):
    for owner, kind in [
        (Area(pk=7), "notice"),
        (Area(pk=7), "form"),
        (Area(pk=8), "notice"),
        (Organisation(pk=7), "notice"),
    ]:
        assert documents.issue(owner, kind=kind, title="Schriftstück", content=b"x").version == 1
    assert [(row.kind, row.version) for row in documents.of(Area(pk=7))] == [("form", 1), ("notice", 1)]


def test_same_version_is_never_kept_twice(db):
    owner = Area(pk=7)
    first = documents.issue(owner, kind="notice", title="Bescheid", content=b"eins")
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_document_carries_size_checksum_day_and_owner(db):
    with clock.at(date(2027, 1, 14)):
        issued = documents.issue(Area(pk=7), kind="notice", title="Bescheid", content=b"Inhalt")
    document = Document.objects.get(pk=issued.pk)
    assert (document.owner_kind, document.owner_id) == ("regions.area", 7)
    assert (document.media_type, document.size) == ("application/pdf", 6)
    assert document.sha256 == hashlib.sha256(b"Inhalt").hexdigest()
    assert document.issued_on == date(2027, 1, 14)
    assert str(document) == "Bescheid (1)"


def test_list_of_documents_does_not_fetch_their_content(db, django_assert_num_queries):
    documents.issue(Area(pk=7), kind="notice", title="Bescheid", content=b"eins")
    with django_assert_num_queries(1):
        (document,) = documents.of(Area(pk=7))
    assert document.get_deferred_fields() == {"content"}


def test_database_refuses_to_change_a_document(db):
    document = documents.issue(Area(pk=7), kind="notice", title="Bescheid", content=b"eins")
    with pytest.raises(IntegrityError, match="nie geändert"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(content=b"zwei")
    document.title = "Anderer Titel"
    with pytest.raises(IntegrityError, match="nie geändert"), transaction.atomic():
        document.save()
    assert bytes(Document.objects.get(pk=document.pk).content) == b"eins"


def test_database_refuses_to_delete_a_document(db):
    document = documents.issue(Area(pk=7), kind="notice", title="Bescheid", content=b"eins")
    with pytest.raises(IntegrityError, match="nie geändert"), transaction.atomic():
        document.delete()
    with pytest.raises(IntegrityError, match="nie geändert"), transaction.atomic():
        Document.objects.all().delete()
    assert Document.objects.count() == 1
