"""Tables from CSV: looked at, taken in, taken back. With one error in one row nothing of the file is written."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding.world import entries_of, fresh, hire, inbox, last_entry, refused
from vorort.accounts.models import User
from vorort.core.refusal import NotFound
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import tables
from vorort.funding.models import Ceiling, FlatRate, RecipientGroup, UnitCeiling
from vorort.funding.tables import CEILINGS, GROUPS, POSTS, RATES, written
from vorort.network.enums import Role

CEILING_HEAD = "Gebiet;Jahr;Betrag;Quelle;Erfunden\n"
POST_HEAD = "Gebiet;Jahr;Pauschale;Menge;Quelle;Erfunden\n"
GROUP_HEAD = "Gebiet;Gruppe;Gültig ab;Quelle;Erfunden\n"
RATE_HEAD = (
    "Baustein;Kürzel;Gegenstand;Einheit;Einheiten;Art;Betrag;Obergrenze;Bereitgestellt von;Gültig ab;Quelle;Anmerkung;"
    "Platzhalter;Teilbar\n"
)
RENOVATION = "A;renovation;Renovierung eines Treffpunkts;Raum;Räume;Geld;1.200,00;%s;;;Erlass;;nein;\n"


@pytest.fixture
def draft(world):
    return guidelines.begin_version(
        capacity=world.owner,
        predecessor_id=world.guideline.pk,
        title="Richtlinie 2027",
        dated_on=date(2026, 12, 1),
        valid_from=date(2027, 1, 1),
        source="Runderlass",
    )


def look(world, guideline, sheet, text, *, who=None):
    content = text if isinstance(text, bytes) else text.encode()
    return tables.look(
        capacity=who or world.owner, guideline_id=guideline.pk, sheet=sheet, content=content, file_name="tabelle.csv"
    )


def kept(world, guideline, sheet, text):
    return tables.keep(capacity=world.owner, preview=look(world, guideline, sheet, text))


def take(world, guideline, sheet, text):
    """Handed in by the owner; into a released version the second person takes it."""
    run = kept(world, guideline, sheet, text)
    who = world.releaser if tables.needs_second_person(guideline, sheet) else world.owner
    return tables.apply(capacity=who, run_id=run.pk)


def take_back(world, run):
    """Out of a released version: the owner asks, the second person does it."""
    tables.ask_undo(capacity=world.owner, run_id=run.pk)
    return tables.undo(capacity=world.releaser, run_id=run.pk)


def faults(preview):
    return [(finding.row, finding.column) for finding in preview.errors]


# --- Ceilings, posts, classes -----------------------------------------------------------------------------------------
def test_ceilings_are_taken_in_changed_and_taken_back(world):
    first = take(world, world.guideline, CEILINGS, CEILING_HEAD + "05762;2027;70.000,00;Erlass;nein\n")
    second = take(
        world,
        world.guideline,
        CEILINGS,
        CEILING_HEAD + "centre-05762;2027;71000,50;Erlass 2;ja\n05914;2027;5;Erlass;\n",
    )
    rows = Ceiling.objects.filter(year=2027).order_by("area__code")
    assert list(rows.values_list("area__code", "amount", "source", "invented")) == [
        ("centre-05762", Decimal("71000.50"), "Erlass 2", True),
        ("centre-05914", Decimal("5.00"), "Erlass", False),
    ]
    assert (second.created, second.changed) == (1, 1)
    take_back(world, second)
    assert list(rows.values_list("area__code", "amount")) == [("centre-05762", Decimal("70000.00"))]
    take_back(world, first)
    assert not rows.exists()
    assert entries_of(world.guideline)[-8:] == [
        "guideline.table_handed_in", "guideline.imported", "guideline.table_handed_in", "guideline.imported",
        "guideline.import_undo_asked", "guideline.import_undone",
        "guideline.import_undo_asked", "guideline.import_undone",
    ]  # fmt: skip
    assert fresh(world.guideline).version == world.guideline.version


def test_posts_are_taken_in_by_rate(world):
    take(world, world.guideline, POSTS, POST_HEAD + "05762;2027;trainer_fee;1,5;Verteilung;ja\n")
    assert list(UnitCeiling.objects.values_list("rate__code", "units", "invented")) == [
        ("trainer_fee", Decimal("1.5"), True)
    ]


def test_classes_are_taken_in_by_day(world):
    guideline = world.established("komm_an_i")
    take(
        world,
        guideline,
        GROUPS,
        GROUP_HEAD + "05762;class_2;1.1.2027;erfunden;ja\n05914;class_1;2027-01-01;erfunden;ja\n",
    )
    assert list(RecipientGroup.objects.order_by("group").values_list("area__code", "group")) == [
        ("centre-05914", "class_1"), ("centre-05762", "class_2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "text", "expected"),
    [
        (CEILINGS, CEILING_HEAD + "05762;2027;70.000,00;Erlass\n", [(2, "")]),  # one cell too few
        (CEILINGS, CEILING_HEAD + "2027;05762;70.000,00;Erlass;nein\n", [(2, "Jahr")]),  # two columns changed places
        (CEILINGS, CEILING_HEAD + "05762;2027;Erlass;70.000,00;nein\n", [(2, "Betrag")]),
        (CEILINGS, CEILING_HEAD + "05762;1999;1;E;\n05762;2027;eins;E;\n", [(2, "Jahr"), (3, "Betrag")]),
        (CEILINGS, CEILING_HEAD + "99999;2027;1;E;\n05762;2027;-1;E;\n", [(2, "Gebiet"), (3, "Betrag")]),
        (CEILINGS, CEILING_HEAD + "05762;2027;1,005;E;\n05762;2028;1;E;vielleicht\n", [(2, "Betrag"), (3, "Erfunden")]),
        (CEILINGS, CEILING_HEAD + "05762;2027;1,005;E;\n", [(2, "Betrag")]),
        (CEILINGS, CEILING_HEAD + "05762;2027;1;E;\n05762;2027;2;E;\n", [(3, "")]),
        (CEILINGS, CEILING_HEAD + f"05762;2027;1;{'E' * 401};\n", [(2, "")]),
        (CEILINGS, CEILING_HEAD + "05762;2027;;E;\n", [(2, "Betrag")]),
        (CEILINGS, "Gebiet;Jahr;Summe;Quelle;Erfunden\n05762;2027;1;E;\n", [(1, "Betrag"), (1, "Summe")]),
        (POSTS, POST_HEAD + "05762;2027;heating;1;E;\n", [(2, "Pauschale")]),
        (POSTS, POST_HEAD + "05762;2027;trainer_fee;99999999999;E;\n", [(2, "Menge")]),
        (
            GROUPS,
            GROUP_HEAD + "05762;class_9;1.1.2027;E;\n05762;class_1;31.2.2027;E;\n",
            [(2, "Gruppe"), (3, "Gültig ab")],
        ),
        (GROUPS, GROUP_HEAD + "05762;class_9;1.1.2027;E;\n", [(2, "Gruppe")]),
    ],
)
def test_a_file_that_is_not_right_shows_every_error_by_row_and_writes_nothing(world, sheet, text, expected):
    before = Ceiling.objects.count()
    preview = look(world, world.guideline, sheet, text)
    assert faults(preview) == expected
    with refused("import_has_errors"):
        tables.keep(capacity=world.owner, preview=preview)
    assert (Ceiling.objects.count(), UnitCeiling.objects.count(), RecipientGroup.objects.count()) == (before, 0, 0)


def test_shifted_row_unknown_area_and_duplicate_are_all_shown_at_once(world):
    text = CEILING_HEAD + "05762;2027;1;E;\n2027;05914;1;E;\n99999;2027;1;E;\n05762;2027;2;E;\n05914;2027;1;E\n"
    preview = look(world, world.guideline, CEILINGS, text)
    assert [(finding.row, finding.column, str(finding.sentence)) for finding in preview.errors] == [
        (3, "Jahr", "Das ist kein Haushaltsjahr, etwa 2027."),
        (4, "Gebiet", "Dieses Gebiet gibt es nicht."),
        (5, "", "Dasselbe steht schon in Zeile 2."),
        (6, "", "Die Zeile hat 4 statt 5 Spalten."),
    ]
    assert (preview.hints, preview.plan.changes) == ((), ())


def test_encodings_of_offices_are_read_or_refused(world):
    row = CEILING_HEAD + "05762;2027;1;Verfügung;ja\n"
    old = look(world, world.guideline, CEILINGS, row.encode("cp1252"))
    assert (faults(old), old.plan.changes[0].differences[3].after) == ([], "Verfügung")
    assert "Windows-1252" in str(old.hints[0].sentence)
    assert faults(look(world, world.guideline, CEILINGS, row.encode("utf-16"))) == [(0, "")]
    twice = row.encode().decode("cp1252").encode()
    assert [row for row, _column in faults(look(world, world.guideline, CEILINGS, twice))] == [2]
    assert faults(look(world, world.guideline, CEILINGS, b"PK\x03\x04 Tabelle")) == [(0, "")]
    assert faults(look(world, world.guideline, CEILINGS, b"")) != []


# --- Rates ------------------------------------------------------------------------------------------------------------
def test_rates_of_a_draft_are_changed_added_and_taken_back(world, draft):
    new = "B;heating;Heizung;Stunde;Stunden;;50;;;1.7.2027;Erlass;Unbestätigt.;ja;ja\n"
    cap = draft.caps.get().code
    run = take(world, draft, RATES, RATE_HEAD + RENOVATION % cap + new)
    rates = FlatRate.objects.filter(component__guideline=draft)
    assert rates.get(code="renovation").amount == Decimal("1200.00")
    heating = rates.get(code="heating")
    assert (heating.valid_from, heating.note, heating.placeholder) == (date(2027, 7, 1), "Unbestätigt.", True)
    assert (rates.get(code="renovation").divisible, heating.divisible) == (False, True)
    edited = fresh(draft)
    assert (edited.version, edited.content_edited_by_id) == (2, world.owner.user_id)
    with refused("four_eyes"):
        from tests.funding.actions.test_guideline import world_user
        from tests.funding.world import hire
        from vorort.network.enums import Role

        both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=world_user(world.owner))
        guidelines.release_guideline(capacity=both, guideline_id=draft.pk, expected_version=2)
    tables.undo(capacity=world.owner, run_id=run.pk)
    assert rates.get(code="renovation").amount == Decimal("1000.00")
    assert not rates.filter(code="heating").exists()


def test_a_later_rate_ends_the_one_before_and_undo_opens_it_again(world, draft):
    later = "A;renovation;Renovierung;Raum;Räume;;1500;;;1.7.2027;Erlass;;;\n"
    run = take(world, draft, RATES, RATE_HEAD + later)
    rows = FlatRate.objects.filter(component__guideline=draft, code="renovation").order_by("valid_from")
    assert list(rows.values_list("valid_to", flat=True)) == [date(2027, 6, 30), None]
    tables.undo(capacity=world.owner, run_id=run.pk)
    assert list(rows.values_list("valid_to", flat=True)) == [None]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (RENOVATION % "gibt-es-nicht", "Obergrenze"),
        ("Z" + RENOVATION[1:] % "", "Baustein"),
        ((RENOVATION % "").replace("Geld", "Sachleistung"), "Betrag"),
        ((RENOVATION % "").replace("Geld", "Ware"), "Art"),
        ((RENOVATION % "").replace(";;;Erlass", ";;31.12.2026;Erlass"), "Gültig ab"),
    ],
)
def test_rate_that_points_nowhere_is_an_error_in_its_row(world, draft, row, column):
    assert faults(look(world, draft, RATES, RATE_HEAD + row)) == [(2, column)]


def test_table_as_it_stands_reads_back_as_unchanged(world, draft):
    for sheet, guideline in ((RATES, draft), (CEILINGS, world.guideline)):
        preview = look(world, guideline, sheet, written(sheet, guideline))
        assert (preview.errors, preview.changes_anything) == ((), False)
        with refused("import_changes_nothing"):
            tables.keep(capacity=world.owner, preview=preview)
    assert written(RATES, draft, empty=True).decode("utf-8-sig") == RATE_HEAD.replace("\n", "\r\n")


def test_what_the_file_leaves_out_stays_and_is_pointed_out(world):
    preview = look(world, world.guideline, CEILINGS, CEILING_HEAD + "05762;2027;1;E;\n")
    [hint] = preview.hints
    assert "nicht in der Datei stehen: 2" in str(hint.sentence)


# --- Who, and when ----------------------------------------------------------------------------------------------------
def test_tables_are_taken_in_by_the_owner_and_rates_only_into_a_draft(world, draft):
    text = CEILING_HEAD + "05762;2027;1;E;\n"
    with refused("role"):
        look(world, world.guideline, CEILINGS, text, who=world.releaser)
    with pytest.raises(NotFound):
        look(world, world.guideline, CEILINGS, text, who=world.foreign_owner)
    with refused("released"):
        look(world, world.guideline, RATES, RATE_HEAD)
    guidelines.discard_guideline(capacity=world.owner, guideline_id=draft.pk, expected_version=1, reason="Nein.")
    with refused("discarded"):
        look(world, draft, CEILINGS, text)


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        (CEILINGS, CEILING_HEAD + "05762;2027;1;E;\n"),
        (POSTS, POST_HEAD + "05762;2027;specialist;1;E;\n"),
        (GROUPS, GROUP_HEAD + "05762;class_1;1.1.2027;E;\n"),
    ],
)
def test_table_of_a_released_version_changes_with_a_second_pair_of_eyes(world, sheet, row):
    guideline = world.established("komm_an_i")
    run = kept(world, guideline, sheet, row)
    assert inbox(world.releaser)[-1] == (
        f"„Richtlinie KOMM-AN KI NRW, Teil I“: Die Tabelle „{sheet.title}“ wartet auf Ihre Freigabe."
    )
    with refused("role"):
        tables.apply(capacity=world.owner, run_id=run.pk)
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=User.objects.get(pk=world.owner.user_id))
    with refused("four_eyes"):
        tables.apply(capacity=both, run_id=run.pk)
    assert sheet.present(guideline) == {}
    tables.apply(capacity=world.releaser, run_id=run.pk)
    assert len(sheet.present(guideline)) == 1
    assert last_entry(guideline).payload.values["part"] == str(sheet.title)


def test_what_a_second_person_let_in_is_taken_back_by_a_second_person_after_somebody_has_asked(world):
    run = take(world, world.guideline, CEILINGS, CEILING_HEAD + "05762;2027;1;E;\n")
    with refused("role"):
        tables.undo(capacity=world.owner, run_id=run.pk)
    with refused("not_asked"):
        tables.undo(capacity=world.releaser, run_id=run.pk)
    with refused("role"):
        tables.ask_undo(capacity=world.releaser, run_id=run.pk)
    asked = tables.ask_undo(capacity=world.owner, run_id=run.pk)
    assert (asked.undo_asked_by_user_id, asked.state) == (world.owner.user_id, "applied")
    assert inbox(world.releaser)[-1] == (
        "„Richtlinie KOMM-AN KI NRW“: Die Tabelle „Höchstbeträge“ soll zurückgenommen werden."
    )
    with refused("import_undo_asked"):
        tables.ask_undo(capacity=world.owner, run_id=run.pk)
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=User.objects.get(pk=world.owner.user_id))
    with refused("four_eyes"):
        tables.undo(capacity=both, run_id=run.pk)
    tables.undo(capacity=world.releaser, run_id=run.pk)
    assert not Ceiling.objects.filter(year=2027).exists()


def test_table_of_a_draft_is_an_edit_whose_author_does_not_release_it(world, draft):
    run = kept(world, draft, CEILINGS, CEILING_HEAD + "05762;2028;1;E;\n")
    with refused("draft"):
        tables.ask_undo(capacity=world.owner, run_id=run.pk)
    second = hire(Role.PROGRAMME_OWNER, world.ministry)
    tables.apply(capacity=second, run_id=run.pk)
    edited = fresh(draft)
    assert (edited.version, edited.content_edited_by_id) == (2, second.user_id)
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=User.objects.get(pk=second.user_id))
    with refused("four_eyes"):
        guidelines.release_guideline(capacity=both, guideline_id=draft.pk, expected_version=2)
    tables.undo(capacity=second, run_id=run.pk)
    assert fresh(draft).version == 3


def test_file_handed_in_while_it_was_a_draft_waits_for_the_second_person_once_that_is_released(world, draft):
    run = kept(world, draft, CEILINGS, CEILING_HEAD + "05762;2028;1;E;\n")
    world.release_version(draft)
    with refused("role"):
        tables.apply(capacity=world.owner, run_id=run.pk)
    assert tables.apply(capacity=world.releaser, run_id=run.pk).state == "applied"


def test_rates_taken_in_before_the_release_are_not_taken_back_after_it(world, draft):
    run = take(world, draft, RATES, RATE_HEAD + RENOVATION % "")
    guidelines.release_guideline(capacity=world.releaser, guideline_id=draft.pk, expected_version=2)
    with refused("released"):
        tables.undo(capacity=world.owner, run_id=run.pk)
    with pytest.raises(NotFound):
        tables.undo(capacity=world.owner, run_id=run.pk + 1)
