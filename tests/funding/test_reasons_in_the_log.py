"""The reason somebody gives stands in the log of the file, for her own side alone."""

from tests.funding.world import fresh
from vorort.funding.actions import opinion
from vorort.funding.queries import file


def reasons_read_by(capacity, application):
    return [line.reason for line in file.application_file(fresh(application), capacity).log if line.reason]


def test_authority_reads_why_it_no_longer_waits_for_an_opinion_and_nobody_else_does(world):
    application = world.submitted()
    asked = world.ask_office(application)
    opinion.drop_opinion(
        capacity=world.clerk, opinion_id=asked.pk, expected_version=asked.version, reason="Das Amt ist unbesetzt."
    )
    assert reasons_read_by(world.clerk, application) == ["Das Amt ist unbesetzt."]
    assert reasons_read_by(world.officer, application) == ["Das Amt ist unbesetzt."]
    for reader in (world.owner, world.adviser, world.district.lead):
        assert reasons_read_by(reader, application) == []
