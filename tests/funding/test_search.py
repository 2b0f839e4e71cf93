"""Applications found by a part of title, file number or applicant: few by their keys, many row by row, alike on both
databases; and the index behind it knows what is written, changed and deleted.
"""

import pytest
from django.db import connection

from tests.funding.world import TODAY
from vorort.funding import search_index
from vorort.funding.models import Application
from vorort.funding.queries import search
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.queries.worklist import ListFilter, work_list

WAYS = pytest.mark.parametrize("few", [1000, 0], ids=["by their keys", "row by row"])
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="nur SQLite hat diese Tabelle")
POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="nur PostgreSQL hat diese Erweiterung")


def found(text: str) -> set[str]:
    return set(search.holding(Application.objects.all(), text).values_list("title", flat=True))


@pytest.fixture
def titles(world):
    """Two centres, three titles."""
    treff = world.submitted(title="Sprachcafé Ärmelkanal")
    world.draft(world.city, title="Begleitung in Hagen-Haspe")
    world.submitted(call=world.open_call("zweiter"), title='50% "mehr" _Rat_')
    return treff


@WAYS
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("café", {"Sprachcafé Ärmelkanal"}),
        ("SPRACHCAFÉ", {"Sprachcafé Ärmelkanal"}),
        ("ärmel", {"Sprachcafé Ärmelkanal"}),
        ("hacafé ä", set()),
        ("chcafé är", {"Sprachcafé Ärmelkanal"}),
        ("hagen", {"Begleitung in Hagen-Haspe"}),
        ("kreis höxter", {"Sprachcafé Ärmelkanal", '50% "mehr" _Rat_'}),
        ('% "me', {'50% "mehr" _Rat_'}),
        ("0%", {'50% "mehr" _Rat_'}),
        ("_Rat", {'50% "mehr" _Rat_'}),
        ("%", {'50% "mehr" _Rat_'}),
        ("*", set()),
        ("NEAR(a b)", set()),
        ("title: treff", set()),
        ("' OR 1=1 --", set()),
        ("\\", set()),
        ("(((", set()),
    ],
)
def test_part_of_a_title_or_an_applicant_is_found_whatever_the_case(titles, monkeypatch, few, text, expected):
    monkeypatch.setattr(search, "FEW", few)
    assert found(text) == expected


@WAYS
def test_part_of_a_file_number_is_found(titles, monkeypatch, few):
    monkeypatch.setattr(search, "FEW", few)
    assert found(titles.file_number) == found(titles.file_number[-9:]) == {"Sprachcafé Ärmelkanal"}


@WAYS
def test_hits_of_others_are_not_the_reader_s(titles, world, monkeypatch, few):
    monkeypatch.setattr(search, "FEW", few)
    for reader, expected in (
        (world.clerk, 1),
        (world.district.lead, 1),
        (world.city.lead, 0),
        (world.foreign_clerk, 0),
    ):
        page = work_list(reader, ListFilter(text="sprachcafé"), colleagues_of(reader, TODAY), on=TODAY)
        assert len(page.rows) == expected


@WAYS
def test_list_with_a_text_takes_two_statements(titles, world, monkeypatch, few, django_assert_num_queries):
    monkeypatch.setattr(search, "FEW", few)
    colleagues = colleagues_of(world.clerk, TODAY)
    with django_assert_num_queries(2):
        assert len(work_list(world.clerk, ListFilter(text="sprachcafé"), colleagues, on=TODAY).rows) == 1


def test_what_is_renamed_is_found_under_its_new_name_alone(titles):
    Application.objects.filter(pk=titles.pk).update(title="Lesekreis")
    assert (found("sprachcafé"), found("lesekreis")) == (set(), {"Lesekreis"})


def test_deleted_draft_is_not_found(world):
    begun = world.begun()
    Application.objects.filter(pk=begun.pk).update(title="Versehen")
    assert found("versehen") == {"Versehen"}
    Application.objects.filter(pk=begun.pk).delete()
    assert found("versehen") == set()


# --- The index --------------------------------------------------------------------------------------------------------
@SQLITE
def test_index_is_laid_anew_with_what_was_written_meanwhile_when_a_trigger_is_lost(titles):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER funding_application_search_update")
    Application.objects.filter(pk=titles.pk).update(title="Unbemerkt")
    assert found("unbemerkt") == set()
    search_index.lay()
    assert found("unbemerkt") == {"Unbemerkt"}
    Application.objects.filter(pk=titles.pk).update(title="Bemerkt")
    assert found("bemerkt") == {"Bemerkt"}


@SQLITE
def test_whole_index_is_left_alone(titles, django_assert_num_queries):
    with django_assert_num_queries(2):  # which tables, which triggers
        search_index.lay()


@POSTGRESQL
def test_server_without_the_extension_still_searches_and_says_that_it_is_slow(titles, monkeypatch, caplog):
    monkeypatch.setattr(search_index, "EXTENSION", "gibt_es_nicht")
    search_index.lay()
    assert "Ohne die Erweiterung gibt_es_nicht" in caplog.text
    assert found("café") == {"Sprachcafé Ärmelkanal"}


@POSTGRESQL
def test_both_columns_have_their_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        names = {name for (name,) in cursor.fetchall()}
    assert names == {"funding_application_title_part", "funding_application_number_part"}
