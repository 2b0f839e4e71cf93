"""Every page that the authority meets is accessible, in light and dark, on the phone and at the desk."""

import pytest

from tests.web.walks.every_page import pages_of_the_authority
from tests.web.walks.looks import Looks
from tests.web.walks.whole_pages import AUTHORITY

pytestmark = pytest.mark.slow


def test_every_page_is_accessible_and_fits(people, scene, figure):
    looks = Looks()
    for name, person in pages_of_the_authority(people, scene):
        looks.at(name, person.page)
    assert looks.faults == {}
    assert AUTHORITY - looks.templates == set()
    figure("Seiten der Behörde, mit axe angesehen", looks.pages)
