"""Official files year after year: what begins, ends, is renamed or redrawn, and what the file must not do."""

from datetime import date

import pytest

from tests.regions.official import SOEST_2024, aachen, collection, look, take_in, unit
from vorort.core import clock, imports
from vorort.core.actor import SYSTEM
from vorort.core.imports import Operation
from vorort.core.refusal import ActionRefused
from vorort.regions import actions, official_import
from vorort.regions.models import Area, TerritorialUnit, UnitGeometry

Y2024, Y2025, Y2026 = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
ANROECHTE, SOEST, WERL = SOEST_2024
TWIN = unit("05974048", "Soest-Werl", 10, size=20)


def in_soest(day):
    units = TerritorialUnit.objects.valid_on(day).filter(key__startswith="05974", kind="municipality")
    return list(units.values_list("key", "name"))


def operations(preview):
    return [(change.operation.value, change.subject) for change in preview.plan.changes]


def errors(preview):
    return [(error.row, error.value, str(error.sentence)) for error in preview.errors]


def hints(preview):
    return [(hint.value, str(hint.sentence)) for hint in preview.hints]


def rows_of(key):
    rows = TerritorialUnit.objects.filter(key=key).order_by("pk")  # NULL comes first or last, as the database likes
    return list(rows.values_list("name", "valid_from", "valid_to", "source"))


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


# --- The first file ---------------------------------------------------------------------------------------------------
def test_first_file_adds_what_is_not_there_and_takes_over_what_ships(reference_units):
    preview = look(collection(aachen(), *SOEST_2024), Y2024)
    assert operations(preview) == [
        ("change", "Stadt Aachen (05334002)"),
        ("create", "Gemeinde Anröchte (05974004)"),
        ("create", "Stadt Soest (05974040)"),
        ("create", "Stadt Werl (05974052)"),
    ]
    assert (preview.errors, preview.hints) == ((), ())


def test_unit_that_ships_gets_its_border_and_stays_one_row(soest_2024):
    assert TerritorialUnit.objects.count() == 63
    city = TerritorialUnit.objects.get(key="05334002")
    assert (city.valid_from, city.valid_to) == (date(2009, 10, 21), None)
    border = city.borders.get()
    assert (border.valid_from, border.valid_to) == (None, None)
    assert (border.west, border.south, border.east, border.north) == (600000, 5100000, 610000, 5110000)
    assert (border.inner_longitude, border.inner_latitude) == (605000, 5105000)
    assert (border.as_of, border.source, str(border)) == (Y2024, "Test", "Grenze von Stadt Aachen")


def test_units_of_the_first_file_have_been_there_as_far_back_as_we_look(soest_2024):
    assert rows_of("05974040") == [("Stadt Soest", None, None, "Test")]
    assert len(in_soest(date(2006, 5, 1))) == 3


def test_unit_lies_below_the_one_whose_key_begins_its_own(soest_2024):
    assert TerritorialUnit.objects.get(key="05974052").parent.key == "05974"


def test_centre_areas_cover_what_was_read(soest_2024):
    assert [area.code for area in Area.objects.covering("05974040")] == ["centre-05974"]
    assert [area.code for area in Area.objects.covering("05334002")] == ["centre-05334002"]
    assert TerritorialUnit.objects.within(Area.objects.get(code="centre-05974")).count() == 4


def test_same_file_twice_changes_nothing(soest_2024):
    preview = look(collection(aachen(), *SOEST_2024), Y2024)
    assert {change.operation for change in preview.plan.changes} == {Operation.KEEP}
    assert not preview.changes_anything
    later = look(collection(aachen(), *SOEST_2024), Y2026)
    assert not later.changes_anything


def test_attribution_of_the_bkg_names_the_year_of_the_download(reference_units):
    with clock.at(date(2026, 11, 22)):
        take_in(collection(aachen()), Y2026, source="")
    assert UnitGeometry.objects.get().source == (
        "© GeoBasis-DE / BKG 2026 (Daten verändert), Datenlizenz Deutschland – Namensnennung – Version 2.0"
    )


def test_facts_that_ship_are_loaded_again_without_undoing_what_was_read(soest_2024):
    take_in(collection(unit("05334002", "Bad Aachen", -200), *SOEST_2024), Y2025)
    assert not actions.load_reference_units(actor=SYSTEM).changed
    assert [name for name, *_rest in rows_of("05334002")] == ["Stadt Aachen", "Stadt Bad Aachen"]


# --- Later files ------------------------------------------------------------------------------------------------------
def test_merger_ends_two_units_and_says_where_they_went(soest_2024):
    content = collection(aachen(), ANROECHTE, TWIN)
    preview = look(content, Y2025)
    assert operations(preview)[2:] == [
        ("create", "Stadt Soest-Werl (05974048)"),
        ("end", "Stadt Soest (05974040)"),
        ("end", "Stadt Werl (05974052)"),
    ]
    heir = "Ihre Nachfolgerin ist: Stadt Soest-Werl (05974048)."
    assert hints(preview) == [
        ("Stadt Soest", f"Fehlt in der Datei und endet vor dem 01.01.2025. {heir}"),
        ("Stadt Werl", f"Fehlt in der Datei und endet vor dem 01.01.2025. {heir}"),
    ]
    take_in(content, Y2025)
    assert [key for key, _name in in_soest(date(2024, 12, 31))] == ["05974004", "05974040", "05974052"]
    assert [key for key, _name in in_soest(Y2025)] == ["05974004", "05974048"]
    assert rows_of("05974048") == [("Stadt Soest-Werl", Y2025, None, "Test")]


def successors():
    ended = TerritorialUnit.objects.filter(valid_to__isnull=False).order_by("key")
    return list(ended.values_list("key", "successor__name", "successor__valid_from"))


def test_merged_units_have_the_unit_that_took_them_in_as_their_successor(soest_2024):
    content = collection(aachen(), ANROECHTE, TWIN)
    ends = [change for change in look(content, Y2025).plan.changes if change.operation is Operation.END]
    assert [[(str(d.field), d.after) for d in change.differences] for change in ends] == [
        [("gültig bis", "31.12.2024"), ("Nachfolgerin", "Stadt Soest-Werl (05974048)")],
        [("gültig bis", "31.12.2024"), ("Nachfolgerin", "Stadt Soest-Werl (05974048)")],
    ]
    run = take_in(content, Y2025)
    assert successors() == [("05974040", "Stadt Soest-Werl", Y2025), ("05974052", "Stadt Soest-Werl", Y2025)]
    imports.undo(actor=SYSTEM, run=run)
    assert successors() == []
    assert TerritorialUnit.objects.filter(successor__isnull=False).count() == 0


def test_unit_that_takes_in_its_neighbour_under_a_new_name_is_its_successor_as_that(soest_2024):
    take_in(collection(aachen(), ANROECHTE, unit("05974040", "Bad Soest", 10, size=20)), Y2025)
    # The old row of Soest ended too, but its key lives on: it has no successor.
    assert successors() == [("05974040", None, None), ("05974052", "Stadt Bad Soest", Y2025)]


def test_unit_whose_new_place_is_unknown_ends_without_a_successor(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST), Y2025)
    assert successors() == [("05974052", None, None)]


def test_area_that_still_names_a_key_which_ends_is_told_with_the_key_of_the_successor(soest_2024, make_area):
    make_area("Stadt", "05974052", "05974004")
    make_area("Hellweg", "05974", "-05974040")
    assert [
        found for found in hints(look(collection(aachen(), ANROECHTE, TWIN), Y2025)) if "nennt noch" in found[1]
    ] == [
        (
            "Stadt Soest",
            "Das Gebiet „Hellweg“ nennt noch den Schlüssel 05974040. Der Schlüssel der Nachfolgerin ist 05974048.",
        ),
        (
            "Stadt Werl",
            "Das Gebiet „Stadt“ nennt noch den Schlüssel 05974052. Der Schlüssel der Nachfolgerin ist 05974048.",
        ),
    ]
    preview = look(collection(aachen(), ANROECHTE, SOEST), Y2025)
    assert preview.errors == ()
    assert hints(preview)[-1] == (
        "Stadt Werl",
        "Das Gebiet „Stadt“ nennt noch den Schlüssel 05974052. Ihre Nachfolgerin ließ sich nicht bestimmen.",
    )


@pytest.mark.parametrize(("features", "statements"), [([*SOEST_2024], 2), ([ANROECHTE, TWIN], 3)])
def test_preview_of_a_file_takes_as_many_statements_however_many_units_end(
    soest_2024, django_assert_num_queries, features, statements
):
    options = {"land": "05", "valid_from": "2025-01-01", "source": "Test"}
    official, _findings = official_import.read(collection(aachen(), *features), options)
    with django_assert_num_queries(statements):
        official_import.plan(official, options)


def test_unit_that_vanishes_without_an_heir_says_so(soest_2024):
    ((name, sentence),) = hints(look(collection(aachen(), ANROECHTE, SOEST), Y2025))
    assert name == "Stadt Werl"
    assert sentence.endswith("Ihre Nachfolgerin ließ sich nicht bestimmen.")


def test_unit_without_a_border_vanishes_with_an_open_end(reference_units):
    nameless = unit("05974056", "Wickede", geometry=None)
    take_in(collection(aachen(), *SOEST_2024, nameless), Y2024)
    ((name, sentence),) = hints(look(collection(aachen(), *SOEST_2024), Y2025))
    assert (name, sentence.endswith("nicht bestimmen.")) == ("Stadt Wickede", True)


def test_rename_ends_the_old_row_and_begins_a_new_one(soest_2024):
    content = collection(aachen(), ANROECHTE, unit("05974040", "Bad Soest", 10), WERL)
    (change,) = [change for change in look(content, Y2025).plan.changes if change.operation is not Operation.KEEP]
    assert [(str(d.field), d.before, d.after) for d in change.differences] == [
        ("Name", "Stadt Soest", "Stadt Bad Soest"),
        ("Kurzname", "Soest", "Bad Soest"),
    ]
    take_in(content, Y2025)
    assert rows_of("05974040") == [
        ("Stadt Soest", None, date(2024, 12, 31), "Test"),
        ("Stadt Bad Soest", Y2025, None, "Test"),
    ]
    assert UnitGeometry.objects.filter(unit__key="05974040").count() == 2


def test_renamed_unit_without_a_border_in_the_file_keeps_the_old_one(soest_2024):
    take_in(collection(aachen(), ANROECHTE, unit("05974040", "Bad Soest", geometry=None), WERL), Y2025)
    old, new = UnitGeometry.objects.filter(unit__key="05974040").order_by("pk")
    assert (new.shape, new.inner_longitude, new.as_of) == (old.shape, 815000, Y2024)


def test_municipality_that_becomes_a_town_is_a_new_row_too(soest_2024):
    take_in(collection(aachen(), unit("05974004", "Anröchte"), SOEST, WERL), Y2025)
    assert in_soest(Y2025)[0] == ("05974004", "Stadt Anröchte")
    assert in_soest(date(2024, 6, 1))[0] == ("05974004", "Gemeinde Anröchte")


def codes_of(key):
    return list(TerritorialUnit.objects.filter(key=key).order_by("pk").values_list("ars", "nuts"))


OTHER_NUTS = collection(aachen(), ANROECHTE, unit("05974040", "Soest", 10, NUTS="DEA5B"), WERL)


def test_units_have_the_codes_of_their_file(soest_2024):
    assert codes_of("05334002") == [("053340002002", "DEA")]
    assert codes_of("05974040") == [("059740040040", "DEA")]
    assert codes_of("05974") == [("", "")]


def test_other_code_is_corrected_in_place_and_taken_back(soest_2024):
    (change,) = [change for change in look(OTHER_NUTS, Y2025).plan.changes if change.operation is not Operation.KEEP]
    assert [(d.field, d.before, d.after) for d in change.differences] == [("NUTS", "DEA", "DEA5B")]
    run = take_in(OTHER_NUTS, Y2025, source="Nachtrag")
    assert rows_of("05974040") == [("Stadt Soest", None, None, "Test")]
    assert codes_of("05974040") == [("059740040040", "DEA5B")]
    imports.undo(actor=SYSTEM, run=run)
    assert codes_of("05974040") == [("059740040040", "DEA")]


def test_file_without_codes_leaves_those_that_are_known(soest_2024):
    nameless = unit("05974040", "Soest", 10, ARS=None, NUTS=None)
    assert not look(collection(aachen(), ANROECHTE, nameless, WERL), Y2025).changes_anything


def test_renamed_unit_keeps_the_codes_its_file_does_not_name(soest_2024):
    renamed = unit("05974040", "Bad Soest", 10, ARS=None, NUTS="DEA5B")
    take_in(collection(aachen(), ANROECHTE, renamed, WERL), Y2025)
    assert codes_of("05974040") == [("059740040040", "DEA"), ("059740040040", "DEA5B")]


def test_older_file_fills_the_codes_that_are_missing_and_corrects_none(soest_2024):
    TerritorialUnit.objects.filter(key="05974040").update(ars="")
    (change,) = [c for c in look(OTHER_NUTS, date(2023, 1, 1)).plan.changes if c.operation is not Operation.KEEP]
    assert [(d.field, d.before, d.after) for d in change.differences] == [("ARS", "", "059740040040")]
    take_in(OTHER_NUTS, date(2023, 1, 1))
    assert codes_of("05974040") == [("059740040040", "DEA")]


def test_children_of_a_renamed_district_belong_to_its_new_row(soest_2024):
    districts = [unit(u.key, u.short_name, word="Kreis") for u in TerritorialUnit.objects.districts()]
    cities = [unit(u.key, u.short_name, word="Kreisfreie Stadt") for u in TerritorialUnit.objects.independent_cities()]
    renamed = [f if f["properties"]["AGS"] != "05974" else unit("05974", "Hellweg", word="Kreis") for f in districts]
    run = take_in(collection(*renamed, *cities), Y2025)
    new = TerritorialUnit.objects.get(key="05974", valid_to=None)
    assert new.name == "Kreis Hellweg"
    assert {child.key for child in new.children.all()} == {"05974004", "05974040", "05974052"}
    imports.undo(actor=SYSTEM, run=run)
    old = TerritorialUnit.objects.get(key="05974")
    assert (old.name, old.valid_to, old.children.count()) == ("Kreis Soest", None, 3)


def test_name_corrected_on_its_first_day_is_changed_in_place(soest_2024):
    take_in(collection(aachen(), *SOEST_2024, unit("05974056", "Wickede", 30)), Y2025)
    take_in(collection(aachen(), *SOEST_2024, unit("05974056", "Wickede (Ruhr)", 30)), Y2025, source="Nachtrag")
    assert rows_of("05974056") == [("Stadt Wickede (Ruhr)", Y2025, None, "Nachtrag")]


def test_city_that_loses_its_independence_is_a_new_row(reference_units):
    units = TerritorialUnit.objects.filter(kind__in=["district", "independent_city"])
    words = {"district": "Kreis", "independent_city": "Kreisfreie Stadt"}
    features = [unit(u.key, u.short_name, word=words[u.kind]) for u in units if u.key != "05914"]
    take_in(collection(*features, unit("05914", "Hagen", word="Kreis")), Y2025)
    rows = TerritorialUnit.objects.filter(key="05914").order_by("pk").values_list("name", "kind", "valid_from")
    assert list(rows) == [("Hagen", "independent_city", None), ("Kreis Hagen", "district", Y2025)]


def borders_of(key):
    rows = UnitGeometry.objects.filter(unit__key=key).order_by("pk")
    return list(rows.values_list("east", "valid_from", "valid_to", "as_of"))


BIGGER_WERL = unit("05974052", "Werl", 20, size=12)


def test_new_border_begins_on_the_day_of_its_file_and_the_old_one_ends_the_day_before(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST, BIGGER_WERL), Y2026)
    assert rows_of("05974052") == [("Stadt Werl", None, None, "Test")]
    assert borders_of("05974052") == [
        (830000, None, date(2025, 12, 31), Y2024),
        (832000, Y2026, None, Y2026),
    ]


def test_border_that_moves_back_is_a_third_one(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST, BIGGER_WERL), Y2025)
    take_in(collection(aachen(), ANROECHTE, SOEST, WERL), Y2026)
    assert [(east, first) for east, first, _last, _as_of in borders_of("05974052")] == [
        (830000, None),
        (832000, Y2025),
        (830000, Y2026),
    ]


def test_border_corrected_on_its_own_day_is_changed_in_place(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST, BIGGER_WERL), Y2024)
    assert borders_of("05974052") == [(832000, None, None, Y2024)]
    take_in(collection(aachen(), ANROECHTE, SOEST, WERL), Y2025)
    take_in(collection(aachen(), ANROECHTE, SOEST, unit("05974052", "Werl", 20, size=13)), Y2025)
    assert borders_of("05974052") == [(832000, None, date(2024, 12, 31), Y2024), (833000, Y2025, None, Y2025)]


def test_border_a_unit_brought_along_on_its_first_day_is_changed_in_place(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST, unit("05974052", "Bad Werl", geometry=None)), Y2025)
    take_in(collection(aachen(), ANROECHTE, SOEST, unit("05974052", "Bad Werl", 20, size=12)), Y2025)
    assert borders_of("05974052") == [(830000, None, None, Y2024), (832000, None, None, Y2025)]


def test_older_file_comes_before_a_border_of_a_later_day(soest_2024):
    take_in(collection(aachen(), ANROECHTE, SOEST, BIGGER_WERL), Y2026)
    ((row, name, sentence),) = errors(look(collection(aachen(), ANROECHTE, SOEST, WERL), Y2025))
    assert (row, name) == (0, "Stadt Werl")
    assert "späteren Stand als den 01.01.2025" in sentence


def test_older_file_does_not_redraw_the_first_border_that_is_known(soest_2024):
    assert not look(collection(aachen(), ANROECHTE, SOEST, BIGGER_WERL), date(2023, 1, 1)).changes_anything


def test_file_of_one_level_ends_nothing_of_another(soest_2024):
    bezirke = [
        unit(u.key, u.short_name, word="Regierungsbezirk")
        for u in TerritorialUnit.objects.filter(kind="regierungsbezirk")
    ]
    preview = look(collection(*bezirke), Y2025)
    assert preview.plan.counts == {Operation.CHANGE: 5}


def test_district_that_ends_above_municipalities_that_stay_is_told(soest_2024):
    everything = TerritorialUnit.objects.filter(kind__in=["district", "independent_city"]).exclude(key="05974")
    words = {"district": "Kreis", "independent_city": "Kreisfreie Stadt"}
    preview = look(collection(*(unit(u.key, u.short_name, word=words[u.kind]) for u in everything)), Y2025)
    assert hints(preview) == [
        (
            "Kreis Soest",
            "Fehlt in der Datei und endet vor dem 01.01.2025. Ihre Nachfolgerin ließ sich nicht bestimmen.",
        ),
        ("Kreis Soest", "3 Gebietseinheiten gehören noch dazu. Lesen Sie auch deren Ebene neu ein."),
        (
            "Kreis Soest",
            "Das Gebiet „Kreis Soest“ nennt noch den Schlüssel 05974. Ihre Nachfolgerin ließ sich nicht bestimmen.",
        ),
    ]


# --- What a file must not do ------------------------------------------------------------------------------------------
def test_file_without_most_units_of_its_level_is_an_error(soest_2024):
    assert errors(look(collection(SOEST), Y2025)) == [
        (0, "", "Von 4 Gebietseinheiten mit 8 Ziffern fehlen 3. Die Datei ist wohl unvollständig.")
    ]


def test_half_of_a_level_may_go(soest_2024):
    assert errors(look(collection(aachen(), SOEST), Y2025)) == []


def test_unit_without_anything_above_it_is_an_error(reference_units):
    content = collection(aachen(), unit("05999004", "Nirgendwo", 30))
    assert errors(look(content, Y2024)) == [
        (2, "05999004", "Die Gebietseinheit 05999 darüber fehlt. Lesen Sie zuerst deren Ebene ein.")
    ]


def test_district_may_lie_below_the_land_where_there_is_no_bezirk(reference_units):
    units = TerritorialUnit.objects.filter(kind__in=["district", "independent_city"])
    features = [unit(u.key, u.short_name, word="Kreis" if u.kind == "district" else "Kreisfreie Stadt") for u in units]
    take_in(collection(*features, unit("05099", "Neuland", word="Kreis")), Y2025)
    assert TerritorialUnit.objects.get(key="05099").parent.key == "05"


def test_file_older_than_what_is_stored_is_an_error(soest_2024):
    take_in(collection(aachen(), ANROECHTE, TWIN), Y2026)
    ((row, name, sentence),) = errors(look(collection(aachen(), *SOEST_2024), Y2025))
    assert (row, name) == (0, "Stadt Soest")
    assert "späteren Stand als den 01.01.2025" in sentence


def test_unit_that_begins_on_the_very_day_cannot_end_before_it(soest_2024):
    take_in(collection(aachen(), *SOEST_2024, unit("05974056", "Wickede", 30)), Y2025)
    ((_row, name, sentence),) = errors(look(collection(aachen(), *SOEST_2024), Y2025))
    assert name == "Stadt Wickede"
    assert "beginnt erst am 01.01.2025" in sentence


def test_file_with_errors_writes_nothing(reference_units):
    preview = look(collection(aachen(), *SOEST_2024, unit("05974056", "")), Y2024)
    with pytest.raises(ActionRefused) as refused:
        actions.import_units(actor=SYSTEM, preview=preview)
    assert codes(refused) == ["import_has_errors"]
    assert (TerritorialUnit.objects.count(), UnitGeometry.objects.count()) == (60, 0)


def test_without_the_land_nothing_can_be_read(db):
    with pytest.raises(ActionRefused) as refused:
        look(collection(aachen()), Y2024)
    assert codes(refused) == ["no_land"]


# --- Taking it back ---------------------------------------------------------------------------------------------------
def state():
    units = TerritorialUnit.objects.order_by("key", "pk").values_list("key", "name", "valid_from", "valid_to")
    return list(units), list(
        UnitGeometry.objects.order_by("unit__key", "pk").values_list("unit__key", "shape", "as_of", "valid_to")
    )


def test_undone_file_leaves_everything_as_it_was(soest_2024):
    before = state()
    content = collection(
        unit("05334002", "Aachen", -200, 0, size=11),
        unit("05974004", "Anröchte"),
        unit("05974048", "Soest-Werl", 10, size=20),
        unit("05974056", "Neu", 40),
    )
    run = take_in(content, Y2025)
    assert state() != before
    imports.undo(actor=SYSTEM, run=run)
    assert state() == before


def told(refused):
    return [str(reason.sentence) for reason in refused.value.reasons]


def test_border_redrawn_since_keeps_the_file_and_is_named_by_its_unit(soest_2024):
    UnitGeometry.objects.filter(unit__key="05974040").update(as_of=Y2026)
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=SYSTEM, run=soest_2024)
    assert told(refused) == ["„Grenze von Stadt Soest“ (Objekt 3) wurde seit dem Einlesen geändert."]


def test_border_that_needs_a_unit_of_the_file_is_named_by_that_unit(soest_2024):
    run = take_in(collection(aachen(), *SOEST_2024, unit("05974056", "Wickede", 30, geometry=None)), Y2025)
    other = UnitGeometry.objects.get(unit__key="05974040")
    other.pk, other.unit = None, TerritorialUnit.objects.get(key="05974056")
    other.save()
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=SYSTEM, run=run)
    assert told(refused) == [
        "„Stadt Wickede“ (Objekt 5) wird inzwischen gebraucht: Gebietsgrenze „Grenze von Stadt Wickede“."
    ]


def test_unit_that_is_not_in_the_file_is_named_without_a_place_in_it(soest_2024):
    run = take_in(collection(aachen(), ANROECHTE, TWIN), Y2025)
    TerritorialUnit.objects.filter(key="05974052").update(successor=None)
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=SYSTEM, run=run)
    assert told(refused) == ["„Stadt Werl“ wurde seit dem Einlesen geändert."]


def test_border_that_is_gone_keeps_the_file(soest_2024):
    UnitGeometry.objects.filter(unit__key="05974040").delete()
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=SYSTEM, run=soest_2024)
    assert told(refused) == ["Was Objekt 3 der Datei brachte, gibt es nicht mehr."]


def test_file_cannot_be_undone_once_a_later_one_builds_on_it(soest_2024):
    take_in(collection(aachen(), ANROECHTE, TWIN), Y2025)
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=SYSTEM, run=soest_2024)
    assert "import_row_changed" in codes(refused)
