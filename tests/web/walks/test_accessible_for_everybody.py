"""Every page that anybody can meet is accessible, in light and dark, on the phone and at the desk."""

from itertools import chain

import pytest

from tests.web.walks.every_page import pages_of_everybody
from tests.web.walks.looks import Looks
from tests.web.walks.stopping_pages import pages_that_stop
from tests.web.walks.whole_pages import EVERYBODY

pytestmark = pytest.mark.slow


def test_every_page_is_accessible_and_fits(people, scene, figure):
    looks = Looks()
    for name, person in chain(pages_of_everybody(people, scene), pages_that_stop(people, scene)):
        looks.at(name, person.page)
    assert looks.faults == {}
    assert EVERYBODY - looks.templates == set()
    figure("Seiten für alle, mit axe angesehen", looks.pages)
