"""Every page that an applicant meets is accessible, in light and dark, on the phone and at the desk."""

import pytest

from tests.web.walks.every_page import pages_of_the_applicant
from tests.web.walks.looks import faults_of

pytestmark = pytest.mark.slow


def test_every_page_is_accessible_and_fits(people, scene):
    faults = {name: faults_of(person.page) for name, person in pages_of_the_applicant(people, scene)}
    assert {name: found for name, found in faults.items() if found} == {}
