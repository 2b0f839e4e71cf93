"""Every page that an applicant meets is accessible, in light and dark, on the phone and at the desk."""

import pytest

from tests.web.walks.every_page import pages_of_the_applicant
from tests.web.walks.looks import Looks
from tests.web.walks.whole_pages import APPLICANT

pytestmark = pytest.mark.slow


def test_every_page_is_accessible_and_fits(people, scene, figure):
    looks = Looks()
    for name, person in pages_of_the_applicant(people, scene):
        looks.at(name, person.page)
    assert looks.faults == {}
    assert APPLICANT - looks.templates == set()
    figure("Seiten der Antragstellerin, mit axe angesehen", looks.pages)
