"""Summer 2012 replayed through the actions: the press release's figures come out, and move when the records move."""

from datetime import date

import pytest

from tests.demo.told import computed, differing
from vorort.core import clock, documents, history
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.demo import press
from vorort.funding.actions.award import AwardText, edit_award
from vorort.funding.models import Application, Award, BudgetLine
from vorort.network import actions as network
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.steering import queries

pytestmark = pytest.mark.slow

RELEASE = date(2012, 9, 1)
FIGURES = {
    "ki.first_notices": "16",
    "ki.first_districts": "12",
    "ki.first_cities": "4",
    "ki.planned": "54",
    "ki.posts_per_centre": "5.5",
    "ki.budget": "9830000",
}


def edit_one(told):
    """An edit before notification voids the release."""
    row = Award.objects.get(pk=told.awards[0].pk)
    with clock.at(date(2012, 8, 31)):
        return edit_award(
            capacity=told.stage["clerk"],
            award_id=row.pk,
            expected_version=row.version,
            text=AwardText(purpose="Noch einmal anders gefasst."),
        )


def test_every_stated_figure_comes_out(told):
    assert computed() == FIGURES
    assert differing() == []


def test_only_the_budget_is_entered_and_everything_else_counted(told):
    assert {row.code for row in press.compare() if row.kind == "entered"} == {"ki.budget"}
    assert {row.kind for row in press.compare()} == {"entered", "counted"}


def test_notices_are_the_sixteen_of_the_press_release(told):
    names = {award.application.applicant.name.removeprefix("Kommunales Integrationszentrum ") for award in told.awards}
    assert len(told.awards) == 16
    assert {"Hagen", "Mülheim an der Ruhr", "Solingen", "Wuppertal"} <= names
    assert list(Award.objects.values_list("state", "version")) == [("notified", 3)] * 16


# --- The figures move -------------------------------------------------------------------------------------------------
def test_one_release_voided_before_the_count_makes_fifteen(released):
    assert computed()["ki.first_notices"] == "16"
    edit_one(released)
    assert computed()["ki.first_notices"] == "15"
    assert computed()["ki.first_districts"] == "11"
    assert differing() == ["ki.first_notices", "ki.first_districts"]


def test_voided_release_frees_its_money(released):
    line = BudgetLine.objects.get(programme__code="ki-grundfoerderung")
    assert line.bound == 16 * 175_000
    edit_one(released)
    line.refresh_from_db()
    assert line.bound == 15 * 175_000


def test_an_invented_55th_centre_moves_the_planned_ones(told):
    area = regions.create_area(
        actor=SYSTEM, code="erfunden", name="Musterkreis", area=KeyArea(frozenset({"05999"})), source="erfunden"
    )
    network.found_organisation(
        actor=SYSTEM,
        name="Kommunales Integrationszentrum Musterkreis",
        kind=OrganisationKind.CENTRE,
        area=area,
        planned_from=date(2012, 8, 1),
        invented=True,
    )
    assert computed() == FIGURES | {"ki.planned": "55"}
    assert differing() == ["ki.planned"]


def test_organisation_of_another_kind_or_a_centre_planned_later_moves_nothing(told):
    area = Organisation.objects.filter(kind=OrganisationKind.CENTRE).first().area
    for name, kind, day in (
        ("Verein", OrganisationKind.ASSOCIATION, date(2012, 8, 1)),
        ("Später", OrganisationKind.CENTRE, date(2012, 9, 2)),
    ):
        network.found_organisation(actor=SYSTEM, name=name, kind=kind, area=area, planned_from=day)
    assert computed() == FIGURES


@pytest.mark.parametrize(("day", "notices"), [(date(2012, 8, 29), 0), (date(2012, 8, 30), 16), (date(2026, 1, 1), 16)])
def test_notices_count_from_the_day_they_were_released(told, day, notices):
    assert queries.figure("ki.first_notices", day, told.stage["clerk"]).value == notices


# --- Every figure opens to its objects --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "count"),
    [("ki.first_notices", 16), ("ki.first_districts", 12), ("ki.first_cities", 4), ("ki.planned", 54)],
)
def test_counted_figure_opens_to_as_many_objects_as_it_counts(told, code, count):
    figure = queries.figure(code, RELEASE, told.stage["clerk"])
    assert (figure.value, len(figure.objects), figure.hidden, figure.more) == (count, count, 0, 0)


# --- Who did it -------------------------------------------------------------------------------------------------------
def entries(item):
    return {entry.action: entry for entry in HistoryEntry.objects.filter(stream=history.stream_of(item))}


def test_each_notice_was_asked_for_signed_reviewed_and_released_by_four_people(told):
    for award in told.awards:
        of_application, of_award = entries(award.application), entries(award)
        steps = [
            of_application["application.sign_off_requested"],
            of_application["application.submitted"],
            of_application["application.formal_review_closed"],
            of_award["award.released"],
        ]
        assert len({entry.actor_user_id for entry in steps}) == 4
        assert [entry.actor_role for entry in steps] == ["coordinator", "centre_lead", "clerk", "releasing_officer"]
        assert [entry.business_day for entry in steps] == [
            date(2012, 7, 9), date(2012, 7, 16), date(2012, 8, 13), date(2012, 8, 30),
        ]  # fmt: skip


def test_each_notice_is_one_document_of_its_day(told):
    for award in told.awards:
        document = documents.of(award).get()
        assert (document.kind, document.version, document.issued_on) == ("award_notice", 1, date(2012, 8, 30))
        assert entries(award)["award.released"].payload.values["notice_sha256"] == document.sha256


def test_history_of_the_story_is_unbroken(told):
    assert list(history.verify()) == []


def test_sixteen_file_numbers_are_given_in_order(told):
    numbers = list(Application.objects.order_by("pk").values_list("file_number", flat=True))
    assert numbers == [f"36.02-2012-{number:04d}" for number in range(1, 17)]


def test_posts_are_money_of_one_ministry_and_teachers_of_the_other(told):
    lines = told.awards[0].lines.order_by("pk")
    assert [(line.label, line.units, line.amount, line.kind) for line in lines] == [
        ("Sozialarbeit oder Sozialwissenschaft", 2, 100_000, "money"),
        ("Verwaltung", 1, 50_000, "money"),
        ("Assistenz", 0.5, 25_000, "money"),
        ("Lehrkraft", 2, 0, "in_kind"),
    ]
    assert lines.get(kind="in_kind").provided_by == "Ministerium für Schule und Weiterbildung"


def test_rates_nobody_published_are_marked_as_placeholders(told):
    marked = {line.rate.code: line.rate.placeholder for line in told.awards[0].lines.select_related("rate")}
    assert marked == {"specialist": True, "administration": True, "support": True, "teacher": False}


def test_the_sixteen_centres_exist_from_september_and_the_others_are_planned(told):
    centres = Organisation.objects.centres()
    assert centres.existing_on(date(2012, 8, 31)).count() == 0
    assert centres.existing_on(RELEASE).count() == 16
    assert centres.planned_on(RELEASE).count() == 54


def test_progress_is_told_centre_by_centre(released):
    assert released.progress[0] == "KI 2012: Soest (1/16)"
    assert released.progress[-1] == "KI 2012: Wuppertal (16/16)"
    assert len(released.progress) == 16
