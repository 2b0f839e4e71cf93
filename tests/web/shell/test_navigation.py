"""Where things are: one address, and those of many objects of a kind."""

from django.urls import reverse

from vorort.web.shell.navigation import address, addresses


def test_the_address_of_a_page_this_installation_does_not_have_is_empty():
    assert address("no:such-page") == ""


def test_the_addresses_of_many_objects_are_those_of_each():
    of_application = addresses("funding:application")
    assert of_application(17) == "/foerderung/antraege/17/"
    assert [of_application(key) for key in (1, 2_000_000)] == [
        reverse("funding:application", args=[key]) for key in (1, 2_000_000)
    ]
