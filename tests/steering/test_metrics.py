"""The register of metrics, and the figure a page shows: never more objects than its reader may open."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.db.models.functions import Length

from tests.network import factories
from vorort.core.refusal import NotFound
from vorort.network.models import Organisation
from vorort.steering import metrics, queries
from vorort.steering.centre_metrics import PLANNED_CENTRES
from vorort.steering.metrics import FigureKind, Metric
from vorort.steering.queries import CountedObject, course, figure

DAY = date(2026, 11, 22)

OPEN_PLACES = Metric(
    code="places.open",
    title="Orte",
    statement="Orte, die am Stichtag bestehen.",
    unit="Orte",
    kind=FigureKind.COUNTED,
    objects=lambda day: Organisation.objects.existing_on(day),
    visible=lambda places, capacity: places.exclude(name__startswith="geheim"),
    address="places:place",
)


@pytest.fixture
def places(db, own_metrics):
    metrics.register([OPEN_PLACES])
    for name in ("Aalen", "Bonn", "geheim 1", "geheim 2", "geheim 3"):
        factories.organisation(name)
    factories.organisation("noch nicht", exists_from=date(2027, 1, 1))


# --- The register -----------------------------------------------------------------------------------------------------
def test_registered_metric_is_found_by_its_code(own_metrics):
    metrics.register([OPEN_PLACES])
    assert metrics.metric("places.open") is OPEN_PLACES


def test_unknown_code_is_not_found(own_metrics):
    metrics.register([OPEN_PLACES])
    with pytest.raises(NotFound, match="places"):
        metrics.metric("places")


def test_same_metric_may_be_registered_again(own_metrics):
    metrics.register([OPEN_PLACES])
    metrics.register([OPEN_PLACES])
    assert metrics.all_metrics() == [OPEN_PLACES]


def test_second_definition_of_a_code_raises_and_the_first_stays(own_metrics):
    metrics.register([OPEN_PLACES])
    with pytest.raises(ValueError, match=r"metric places\.open is defined twice"):
        metrics.register([dataclasses.replace(OPEN_PLACES, statement="Etwas anderes.")])
    assert metrics.metric("places.open") is OPEN_PLACES


def test_metrics_come_together_by_their_part_and_within_it_as_they_were_registered(own_metrics):
    codes = ["b.total", "a.only", "b.districts"]
    metrics.register([dataclasses.replace(OPEN_PLACES, code=code) for code in codes])
    assert [metric.code for metric in metrics.all_metrics()] == ["a.only", "b.total", "b.districts"]


def test_all_figures_are_of_the_day_and_nothing_to_measure_is_no_zero(places):
    metrics.register([dataclasses.replace(OPEN_PLACES, code="places.unmeasured", measure=lambda counted: None)])
    shown = [(metric.code, value) for metric, value in queries.all_figures(DAY)]
    assert shown == [("places.open", Decimal(5)), ("places.unmeasured", None)]


def test_every_registered_metric_says_what_it_is():
    said = {
        metric.code: (metric.title, metric.statement, metric.unit, metric.address) for metric in metrics.all_metrics()
    }
    assert "ki.planned" in said
    assert [code for code, words in said.items() if not all(str(word) for word in words)] == []


# --- A figure ---------------------------------------------------------------------------------------------------------
def test_figure_counts_everything_and_shows_what_the_reader_may_open(places, reader):
    shown = figure("places.open", DAY, reader)
    assert shown.value == Decimal(5)
    assert [counted.label for counted in shown.objects] == ["Aalen", "Bonn"]


def test_figure_says_how_many_objects_are_hidden(places, reader):
    shown = figure("places.open", DAY, reader)
    assert (shown.hidden, shown.more) == (3, 0)


def test_figure_of_which_nothing_may_be_opened_still_says_its_value(places, reader):
    secret = dataclasses.replace(OPEN_PLACES, code="places.secret", visible=lambda places, capacity: places.none())
    metrics.register([secret])
    shown = figure("places.secret", DAY, reader)
    assert (shown.value, shown.objects, shown.more, shown.hidden) == (Decimal(5), [], 0, 5)


def test_reader_is_asked_of_the_metric_itself(places, reader):
    asked = []

    def visible(counted, capacity):
        asked.append(capacity)
        return counted

    metrics.register([dataclasses.replace(OPEN_PLACES, code="places.asked", visible=visible)])
    figure("places.asked", DAY, reader)
    assert asked == [reader]


def test_figure_is_of_its_day(places, reader):
    assert figure("places.open", date(2025, 12, 31), reader).value == Decimal(0)
    assert figure("places.open", date(2027, 1, 1), reader).value == Decimal(6)


def test_figure_leads_to_its_definition(places, reader):
    shown = figure("places.open", DAY, reader)
    assert (shown.metric, shown.day) == (OPEN_PLACES, DAY)


def test_objects_are_named_and_found_as_the_metric_says(places, reader):
    named = dataclasses.replace(
        OPEN_PLACES,
        code="places.named",
        label=lambda place: f"Ort {place.name}",
        address_key=lambda place: place.name.lower(),
    )
    metrics.register([named])
    assert figure("places.named", DAY, reader).objects == [
        CountedObject("Ort Aalen", "aalen"),
        CountedObject("Ort Bonn", "bonn"),
    ]


def test_object_is_found_by_its_key_when_the_metric_says_nothing(places, reader):
    keys = [counted.key for counted in figure("places.open", DAY, reader).objects]
    assert keys == [Organisation.objects.get(name=name).pk for name in ("Aalen", "Bonn")]


def test_value_is_what_the_metric_measures_in_its_objects(places, reader):
    measured = dataclasses.replace(
        OPEN_PLACES,
        code="places.measured",
        measure=lambda places: places.aggregate(letters=Sum(Length("name")))["letters"] * Decimal("0.50"),
    )
    metrics.register([measured])
    assert measured.value(DAY) == Decimal("16.50")  # 5 + 4 + 3 · 8 letters at 0.50
    shown = figure("places.measured", DAY, reader)
    assert (shown.value, shown.hidden) == (Decimal("16.50"), 3)


def test_long_list_is_cut_and_says_how_many_more_there_are(places, reader, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 1)
    shown = figure("places.open", DAY, reader)
    assert [counted.label for counted in shown.objects] == ["Aalen"]
    assert (shown.more, shown.hidden) == (1, 3)


def test_figure_of_an_unknown_code_is_not_found(db, own_metrics, reader):
    with pytest.raises(NotFound):
        figure("places.open", DAY, reader)


def test_figure_is_four_statements_with_one_object_and_with_thirty(db, own_metrics, reader, django_assert_num_queries):
    metrics.register([OPEN_PLACES])
    factories.organisation("Ort 1")
    with django_assert_num_queries(4):
        assert figure("places.open", DAY, reader).value == Decimal(1)
    for number in range(2, 31):
        factories.organisation(f"Ort {number}")
    with django_assert_num_queries(4):
        assert len(figure("places.open", DAY, reader).objects) == 30


# --- Its course -------------------------------------------------------------------------------------------------------
def test_course_is_the_same_day_of_three_years_before_and_the_day_itself(places, reader, django_assert_num_queries):
    factories.organisation("alt", exists_from=date(2024, 11, 22), ended_on=date(2025, 11, 21))
    shown = figure("places.open", DAY, reader)
    with django_assert_num_queries(3):
        readings = course(shown)
    assert [(reading.day, reading.value) for reading in readings] == [
        (date(2023, 11, 22), Decimal(0)),
        (date(2024, 11, 22), Decimal(1)),
        (date(2025, 11, 22), Decimal(0)),
        (date(2026, 11, 22), Decimal(5)),
    ]


def test_course_of_a_leap_day_takes_the_28th_where_there_is_none(places, reader):
    days = [reading.day for reading in course(figure("places.open", date(2028, 2, 29), reader))]
    assert days == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_course_does_not_go_back_before_the_first_year(places, reader):
    assert [reading.day.year for reading in course(figure("places.open", date(3, 1, 1), reader))] == [1, 2, 3]


# --- The centres ------------------------------------------------------------------------------------------------------
def test_planned_centres_are_those_planned_or_existing_and_not_ended(db, reader):
    day = date(2012, 6, 25)
    factories.organisation("KI A", planned_from=day)
    factories.organisation("KI B", exists_from=day)
    factories.organisation("KI C, später", planned_from=date(2012, 6, 26))
    factories.organisation("KI D, beendet", exists_from=date(2010, 1, 1), ended_on=date(2012, 6, 24))
    factories.organisation("Stadt E", kind="municipality", exists_from=day)
    shown = figure("ki.planned", day, reader)
    assert (shown.value, shown.hidden, shown.metric) == (Decimal(2), 0, PLANNED_CENTRES)
    assert [counted.label for counted in shown.objects] == ["KI A", "KI B"]


def test_one_invented_centre_more_moves_the_figure(db):
    factories.organisation("KI A")
    assert PLANNED_CENTRES.value(DAY) == Decimal(1)
    factories.organisation("KI erfunden", planned_from=DAY, invented=True)
    assert PLANNED_CENTRES.value(DAY) == Decimal(2)
    assert PLANNED_CENTRES.value(date(2026, 11, 21)) == Decimal(1)
