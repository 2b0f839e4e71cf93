"""What whoever releases a version reads of it: every figure and every table that is another than before."""

from datetime import date

import pytest

from tests.funding.world import fresh
from vorort.funding.actions import guideline as guidelines
from vorort.funding.models import FlatRate
from vorort.funding.queries.differences import compare, differences
from vorort.funding.tables import CEILINGS, GROUPS, POSTS

HOEXTER, HAGEN = "Kreis Höxter (centre-05762)", "Hagen (centre-05914)"


@pytest.fixture
def old(world):
    """KOMM-AN I with its tables of 2026 to 2028."""
    found = world.established("komm_an_i")
    ceilings = ("05762;2026;60000;Alt;", "05762;2027;67000;Alt;", "05914;2027;67000;Alt;")
    world.enter(found, CEILINGS, *ceilings)
    world.enter(found, POSTS, "05762;2027;specialist;1;Alt;")
    days = ("05762;class_1;1.8.2022;Alt;", "05762;class_2;1.1.2025;Alt;", "05914;class_1;1.1.2025;Alt;")
    world.enter(found, GROUPS, *days, "05914;class_2;1.1.2028;Alt;")
    return found


@pytest.fixture
def new(world, old):
    return guidelines.begin_version(
        capacity=world.owner,
        predecessor_id=old.pk,
        title=old.title,
        dated_on=old.dated_on,
        valid_from=date(2027, 1, 1),
        source=old.source,
    )


def shown(old, new):
    """Section, part and kind of every difference, with its figures."""
    return {
        (str(section.title), change.label, change.kind): {
            str(figure.field): (figure.before, figure.after) for figure in change.figures
        }
        for section in differences(old, new)
        for change in section.changes
    }


def test_a_copy_differs_in_its_validity_and_in_the_class_that_does_not_come_along(old, new):
    assert shown(old, new) == {
        ("Angaben", "Richtlinie", "changed"): {"Gilt ab": ("1.8.2022", "1.1.2027")},
        ("Klassen der Empfängerinnen", f"{HAGEN} (ab 1.1.2028)", "removed"): {
            "Gruppe": ("Klasse 2", ""),
            "Quelle": ("Alt", ""),
        },
    }


def test_ceilings_posts_and_classes_are_shown_as_they_were_and_as_they_are_to_be(world, old, new):
    world.enter(new, CEILINGS, "05762;2027;50.000,00;Neu;ja", "05914;2028;1,5;Neu;")
    world.enter(new, POSTS, "05762;2027;specialist;2,5;Alt;")
    world.enter(new, GROUPS, "05762;class_3;1.1.2027;Neu;ja", "05914;class_3;1.7.2027;Neu;")
    found = shown(old, new)
    assert found["Höchstbeträge", f"{HOEXTER} · 2027", "changed"] == {
        "Betrag": ("67.000,00\u00a0€", "50.000,00\u00a0€"),
        "Quelle": ("Alt", "Neu"),
        "Erfunden": ("", "ja"),
    }
    assert found["Höchstbeträge", f"{HAGEN} · 2028", "added"] == {
        "Betrag": ("", "1,50\u00a0€"),
        "Quelle": ("", "Neu"),
    }
    assert found["Stellentabelle", f"{HOEXTER} · 2027 · Fachstelle", "changed"] == {"Menge": ("1", "2,5")}
    assert found["Klassen der Empfängerinnen", HOEXTER, "changed"] == {
        "Gruppe": ("Klasse 2", "Klasse 3"),
        "Quelle": ("Alt", "Neu"),
        "Erfunden": ("", "ja"),
    }
    assert found["Klassen der Empfängerinnen", f"{HAGEN} (ab 1.7.2027)", "added"] == {
        "Gruppe": ("", "Klasse 3"),
        "Quelle": ("", "Neu"),
    }
    assert not any("2026" in label for _section, label, _kind in found)  # what is over stays with the old version


def test_rate_that_becomes_divisible_says_so(old, new):
    rates = FlatRate.objects.filter(component__guideline=new, code="specialist")
    rates.update(divisible=False)
    assert shown(old, new)["Pauschalen", "I · Fachstelle", "changed"] == {"Teilbar": ("ja", "")}


def test_end_of_a_version_is_part_of_what_is_released(world, old, new):
    text = guidelines.GuidelineText(
        **{name: getattr(new, name) for name in guidelines.GuidelineText.__dataclass_fields__}
        | {"valid_to": date(2027, 12, 31)}
    )
    guidelines.edit_guideline(capacity=world.owner, guideline_id=new.pk, expected_version=1, text=text)
    assert shown(old, fresh(new))["Angaben", "Richtlinie", "changed"]["Gilt bis"] == ("", "31.12.2027")


def test_all_of_a_first_version_is_new(world):
    draft = world.drafted("komm_an_i")
    world.enter(draft, GROUPS, "05762;class_1;1.8.2022;Alt;")
    found = shown(None, draft)
    assert {kind for _section, _label, kind in found} == {"added"}
    assert {section for section, _label, _kind in found} == {
        "Angaben", "Stellgrößen", "Obergrenzen", "Bausteine", "Pauschalen", "Klassen der Empfängerinnen",
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 30])
def test_differences_take_sixteen_statements_however_long_the_tables_are(
    world, old, new, django_assert_num_queries, rows
):
    world.enter(new, CEILINGS, *(f"05762;{year};1;Neu;" for year in range(2027, 2027 + rows)))
    with django_assert_num_queries(16):
        differences(old, new)
    with django_assert_num_queries(8):
        differences(None, new)


def test_parts_without_a_difference_are_not_shown():
    before, after = {"a": {"x": "1"}, "b": {"x": "1"}}, {"a": {"x": "1"}, "c": {"x": "2"}}
    assert [(change.kind, change.label) for change in compare(before, after)] == [("added", "c"), ("removed", "b")]
