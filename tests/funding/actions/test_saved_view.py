"""One's own views of the list: kept under a name, replaced, renamed, made the first one, deleted; twenty at most."""

import pytest

from tests.funding.world import refused
from vorort.core.refusal import NotFound
from vorort.funding.actions import saved_view as views
from vorort.funding.models import SavedView
from vorort.funding.queries.views import saved_views

LATE = "stand=offen&frist=ueberfaellig"


def names(capacity):
    return [row.name for row in saved_views(capacity).rows]


def test_view_is_kept_by_name_for_one_person_in_one_role(world):
    views.save_view(capacity=world.clerk, name="  Meine   überfälligen ", query=LATE)
    assert names(world.clerk) == ["Meine überfälligen"]
    assert names(world.second_clerk) == names(world.officer) == []


def test_same_name_replaces_the_filter(world):
    first = views.save_view(capacity=world.clerk, name="Täglich", query=LATE)
    views.save_view(capacity=world.clerk, name="Täglich", query="stand=alle")
    first.refresh_from_db()
    assert first.query == "stand=alle"
    assert str(first) == "Täglich"


def test_view_is_renamed_but_not_to_a_name_that_is_taken(world):
    one = views.save_view(capacity=world.clerk, name="Eins", query=LATE)
    views.save_view(capacity=world.clerk, name="Zwei", query=LATE)
    views.save_view(capacity=world.second_clerk, name="Drei", query=LATE)
    with refused("name_taken"):
        views.rename_view(capacity=world.clerk, view_id=one.pk, name="Zwei")
    views.rename_view(capacity=world.clerk, view_id=one.pk, name="Eins")
    views.rename_view(capacity=world.clerk, view_id=one.pk, name="Drei")
    assert names(world.clerk) == ["Drei", "Zwei"]


def test_one_view_opens_the_list_and_another_takes_its_place(world):
    one, two = (views.save_view(capacity=world.clerk, name=name, query=f"suche={name}") for name in ("Eins", "Zwei"))
    assert saved_views(world.clerk).default_query == ""
    views.make_default(capacity=world.clerk, view_id=one.pk)
    views.make_default(capacity=world.clerk, view_id=two.pk)
    assert saved_views(world.clerk).default_query == "suche=Zwei"
    views.make_default(capacity=world.clerk, view_id=two.pk, is_default=False)
    assert saved_views(world.clerk).default_query == ""


def test_view_is_deleted(world):
    view = views.save_view(capacity=world.clerk, name="Eins", query=LATE)
    views.delete_view(capacity=world.clerk, view_id=view.pk)
    assert names(world.clerk) == []


def test_view_of_somebody_else_is_not_there(world):
    view = views.save_view(capacity=world.clerk, name="Eins", query=LATE)
    for act in (views.delete_view, views.make_default):
        with pytest.raises(NotFound):
            act(capacity=world.second_clerk, view_id=view.pk)
    with pytest.raises(NotFound):
        views.rename_view(capacity=world.second_clerk, view_id=view.pk, name="Meins")
    assert names(world.clerk) == ["Eins"]


@pytest.mark.parametrize(("name", "code"), [("", "no_name"), (" \t ", "no_name"), ("a" * 61, "too_long")])
def test_name_is_there_and_fits(world, name, code):
    with refused(code):
        views.save_view(capacity=world.clerk, name=name, query=LATE)


def test_twenty_views_are_enough_but_an_old_one_can_still_be_replaced(world):
    for number in range(20):
        views.save_view(capacity=world.clerk, name=f"Ansicht {number}", query=LATE)
    assert saved_views(world.clerk).has_room is False
    with refused("too_many"):
        views.save_view(capacity=world.clerk, name="Eine mehr", query=LATE)
    views.save_view(capacity=world.clerk, name="Ansicht 7", query="stand=alle")
    views.save_view(capacity=world.second_clerk, name="Eine mehr", query=LATE)
    assert SavedView.objects.count() == 21
