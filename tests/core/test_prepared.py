"""A query compiled once: other values find other rows, converted as the query's own, in one statement."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import DecimalField, F, Value

from tests.network.factories import membership, organisation, user
from vorort.core.models import ImportRun
from vorort.core.prepared import FIRST, SECOND, Prepared
from vorort.funding.models import Question
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Membership, Organisation

D1, D2 = date(2026, 11, 1), date(2026, 11, 2)


def runs(*, kind: str, on: date, least: int):
    share = Value(Decimal("0.10"), DecimalField(max_digits=4, decimal_places=2))
    found = ImportRun.objects.filter(kind=kind, previewed_on=on, size__gte=least, undone_on=None)
    rows = found.annotate(share=share).values_list("file_name", F("previewed_on"), "share")
    others = ImportRun.objects.filter(kind=kind, previewed_on__gt=on)
    others = others.annotate(share=share).values_list("file_name", F("previewed_on"), "share")
    return rows.order_by().union(others.order_by())


@pytest.fixture
def files(db):
    for name, kind, day, size in (("a", "x", D1, 10), ("b", "y", D1, 20), ("c", "x", D2, 30), ("d", "x", D1, 5)):
        common = {"sha256": "", "content": b"", "plan_digest": "", "actor_role": "", "actor_organisation_id": None}
        counts = dict.fromkeys(["created", "changed", "ended", "kept", "hints"], 0)
        ImportRun.objects.create(file_name=name, kind=kind, previewed_on=day, size=size, **common, **counts)


@pytest.fixture
def prepared():
    return Prepared(runs)


def test_other_values_find_other_rows_in_one_statement_each(files, prepared, django_assert_num_queries):
    with django_assert_num_queries(3):
        first = sorted(prepared.rows(kind="x", on=D1, least=10))
        second = sorted(prepared.rows(kind="y", on=D1, least=0))
        third = sorted(prepared.rows(kind="x", on=D2, least=31))
    assert first == [("a", D1, Decimal("0.10")), ("c", D2, Decimal("0.10"))]
    assert second == [("b", D1, Decimal("0.10"))]
    assert third == []


def test_query_is_built_for_two_sets_of_values_and_never_again(files):
    built = []

    def counted(**values):
        built.append(values)
        return runs(**values)

    prepared = Prepared(counted)
    assert [len(list(prepared.rows(kind=kind, on=D1, least=0))) for kind in ("x", "y", "z")] == [3, 1, 0]
    assert len(built) == 2


def test_values_come_as_they_are_and_are_never_read_as_sql(files, prepared):
    assert list(prepared.rows(kind="x' OR '1'='1", on=D1, least=0)) == []


def test_value_the_query_does_not_ask_for_is_a_fault(db):
    prepared = Prepared(lambda kind, on: ImportRun.objects.filter(kind=kind))
    with pytest.raises(ValueError, match="does not ask for it as it is: on"):
        prepared.rows(kind="x", on=D1)


def test_value_that_is_missing_is_a_fault(db, prepared):
    with pytest.raises(TypeError, match="least"):
        prepared.rows(kind="x", on=D1)


def test_each_shape_is_a_query_of_its_own(files):
    built = []

    def in_order(column, *, kind):
        built.append(column)
        return ImportRun.objects.filter(kind=kind).order_by(column).values_list("file_name")

    prepared = Prepared(in_order)
    for _ in range(2):
        assert [name for (name,) in prepared.rows("size", kind="x")] == ["d", "a", "c"]
        assert [name for (name,) in prepared.rows("-file_name", kind="x")] == ["d", "c", "a"]
    assert built == ["size", "size", "-file_name", "-file_name"]


def test_query_that_can_find_nothing_is_not_asked(files, django_assert_num_queries):
    prepared = Prepared(lambda *, kind: ImportRun.objects.filter(kind=kind, pk__in=[]).values_list("pk"))
    with django_assert_num_queries(0):
        assert list(prepared.rows(kind="x")) == []


def test_day_at_the_edge_of_the_calendar_is_no_value(files):
    """A constant of the query is never taken for the place of a value."""
    prepared = Prepared(
        lambda *, on: ImportRun.objects.filter(previewed_on__gte=date.min, previewed_on__lte=on).values_list(
            "file_name"
        )
    )
    assert sorted(prepared.rows(on=D1)) == [("a",), ("b",), ("d",)]


def test_models_come_with_what_is_selected_and_annotated_and_without_what_is_put_off(db, django_assert_num_queries):
    place = organisation("Verein", OrganisationKind.ASSOCIATION)
    held = membership(user("Anna Berg"), place, Role.COORDINATOR)

    def members(*, place):
        found = Membership.objects.filter(organisation_id=place).select_related("user")
        return found.annotate(twice=F("organisation_id") * 2).defer("role")

    prepared = Prepared(members)
    with django_assert_num_queries(1):
        [found] = prepared.rows(place=place.pk)
        assert (found, found.user.name, found.twice) == (held, "Anna Berg", place.pk * 2)
    with django_assert_num_queries(1):
        assert found.role == Role.COORDINATOR
    assert list(prepared.rows(place=place.pk + 1)) == []


def test_number_no_table_can_hold_finds_nothing(files, django_assert_num_queries):
    prepared = Prepared(lambda *, pk: ImportRun.objects.filter(pk=pk))
    with django_assert_num_queries(0):
        assert list(prepared.rows(pk=2**63)) == []
    with django_assert_num_queries(1):
        assert list(prepared.rows(pk=2**63 - 1)) == []


def test_place_of_a_value_fits_the_smallest_column(db, django_assert_num_queries):
    prepared = Prepared(lambda *, version: Question.objects.filter(version=version))
    with django_assert_num_queries(1):
        assert list(prepared.rows(version=1)) == []


def test_a_long_tuple_leaves_the_smallest_column_to_others(db, django_assert_num_queries):
    prepared = Prepared(lambda *, keys, version: Question.objects.filter(pk__in=keys, version=version))
    with django_assert_num_queries(1):
        assert list(prepared.rows(keys=tuple(range(1, 500)), version=1)) == []


def test_constant_that_looks_like_a_place_is_none(db, files):
    """Whatever number a shape brings along, a value never takes its place."""
    sized = ImportRun.objects.values_list("size")
    sizes = Prepared(lambda least, *, most: sized.filter(size__gte=least, size__lte=most))
    for number in (FIRST, FIRST + 1, SECOND, SECOND + 1):
        assert list(sizes.rows(number, most=5)) == []
        ImportRun.objects.filter(file_name="c").update(size=number)
        assert list(sizes.rows(number, most=number)) == [(number,)]


def test_value_that_is_changed_before_it_is_asked_for_is_a_fault(db):
    prepared = Prepared(
        lambda *, on: ImportRun.objects.filter(previewed_on__gte=on, previewed_on__lt=on + timedelta(days=1))
    )
    with pytest.raises(ValueError, match="as it is"):
        prepared.rows(on=D1)


def test_several_values_in_one_are_a_place_each_and_how_many_is_the_shape(files):
    built = []

    def of_sizes(*, sizes, kind):
        built.append(len(sizes))
        return ImportRun.objects.filter(size__in=sizes, kind=kind).order_by("size").values_list("size", flat=True)

    prepared = Prepared(of_sizes)
    assert [row for (row,) in prepared.rows(sizes=(10, 20), kind="x")] == [10]
    assert [row for (row,) in prepared.rows(sizes=(5, 30), kind="x")] == [5, 30]
    assert [row for (row,) in prepared.rows(sizes=(30, 30), kind="x")] == [30]
    assert [row for (row,) in prepared.rows(sizes=(5, 20, 30), kind="x")] == [5, 30]
    assert list(prepared.rows(sizes=(), kind="x")) == []
    assert built == [2, 2, 3, 3, 0, 0]


def test_a_value_may_be_left_out_by_a_shape_only_where_that_is_said(files):
    def of_kind(narrow, *, kind, least):
        found = ImportRun.objects.filter(kind=kind).order_by("size").values_list("size", flat=True)
        return found.filter(size__gte=least) if narrow else found

    prepared = Prepared(of_kind, optional=("least",))
    assert [row for (row,) in prepared.rows(True, kind="x", least=10)] == [10, 30]
    assert [row for (row,) in prepared.rows(False, kind="x", least=10)] == [5, 10, 30]
    with pytest.raises(ValueError, match="as it is: least"):
        Prepared(of_kind).rows(False, kind="x", least=10)


def test_several_values_are_each_asked_for_as_they_are(db):
    prepared = Prepared(lambda *, sizes: ImportRun.objects.filter(size__in=[size + 1 for size in sizes]))
    with pytest.raises(ValueError, match="as it is"):
        prepared.rows(sizes=(1, 2))


@pytest.mark.parametrize("value", [None, True, 1.5, datetime(2026, 11, 1, tzinfo=UTC)], ids=str)
def test_what_is_no_value_belongs_to_the_shape(db, value):
    with pytest.raises(TypeError, match="belongs to the shape"):
        Prepared(lambda *, size: ImportRun.objects.filter(size=size)).rows(size=value)


def test_word_of_a_choice_is_a_value(db):
    organisation("Verein", OrganisationKind.ASSOCIATION)
    prepared = Prepared(lambda *, kind: Organisation.objects.filter(kind=kind).values_list("name"))
    assert list(prepared.rows(kind=OrganisationKind.ASSOCIATION)) == [("Verein",)]
    assert list(prepared.rows(kind=OrganisationKind.CENTRE)) == []
