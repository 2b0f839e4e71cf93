"""Who looks after applications: taken over, given, handed back; several at once or none of them; told once."""

from datetime import date

import pytest

from tests.funding.world import entries_of, fresh, hire, refused
from vorort.core import messages
from vorort.core.models import Message
from vorort.core.refusal import NotFound
from vorort.funding.actions import charge
from vorort.funding.queries.file import application_file
from vorort.network.enums import Role
from vorort.network.models import Membership


def assign(capacity, applications, to):
    return charge.assign(
        capacity=capacity, application_ids=[row.pk for row in applications], membership_id=to.id if to else None
    )


def sentences(capacity):
    kinds = ("application_assigned", "applications_assigned")
    return [messages.sentence_of(row) for row in messages.inbox(capacity).filter(kind__in=kinds)]


def test_clerk_takes_a_file_over_without_a_message_to_herself(world):
    application = world.submitted()
    assert assign(world.clerk, [application], world.clerk) == 1
    found = fresh(application)
    assert (found.authority_clerk_id, found.applicant_clerk_id) == (world.clerk.id, None)
    assert found.version == application.version
    assert entries_of(application)[-1] == "application.taken_over"
    assert sentences(world.clerk) == []


def test_clerk_gives_a_file_to_a_colleague_who_is_told_once(world):
    application = world.submitted()
    assert assign(world.clerk, [application], world.second_clerk) == 1
    assert assign(world.clerk, [application], world.second_clerk) == 0
    assert entries_of(application).count("application.assigned") == 1
    assert sentences(world.second_clerk) == [f"„{application.file_number}“ ist jetzt bei Ihnen."]
    assert Message.objects.filter(kind="application_assigned").count() == 1


def test_the_same_colleague_is_told_again_when_she_gets_it_again(world):
    application = world.submitted()
    for to in (world.second_clerk, None, world.second_clerk):
        assign(world.clerk, [application], to)
    assert entries_of(application)[-3:] == [
        "application.assigned", "application.handed_back", "application.assigned",
    ]  # fmt: skip
    assert len(sentences(world.second_clerk)) == 2


def test_several_files_at_once_make_one_message(world):
    files = [world.submitted(call=world.open_call(code)) for code in ("eins", "zwei", "drei")]
    assert assign(world.officer, files, world.second_clerk) == 3
    assert sentences(world.second_clerk) == [f"„{files[0].file_number}“ und 2 weitere Vorgänge sind jetzt bei Ihnen."]


def test_applicant_s_people_share_theirs_among_themselves(world):
    application = world.draft()
    assign(world.district.lead, [application], world.district.coordinator)
    assert fresh(application).applicant_clerk_id == world.district.coordinator.id
    assert sentences(world.district.coordinator) == ["„Ankommen im Kreis Höxter“ ist jetzt bei Ihnen."]


def test_one_side_does_not_read_who_looks_after_it_on_the_other(world):
    application = world.submitted()
    assign(world.clerk, [application], world.clerk)
    assign(world.district.lead, [application], world.district.lead)
    for reader in (world.clerk, world.district.lead):
        found = application_file(world_row(application), reader)
        own = [str(line.sentence) for line in found.log].count("Zuständigkeit übernommen")
        assert own == 1


def world_row(application):
    return (
        type(application).objects.select_related("call__guideline__programme", "applicant__area").get(pk=application.pk)
    )


def test_only_those_who_work_on_it_say_who_looks_after_it(world):
    application = world.submitted()
    payer = hire(Role.PAYMENT_OFFICER, world.authority)
    finance = hire(Role.FINANCE_CLERK, world.district.organisation)
    with refused("role"):
        assign(payer, [application], world.clerk)
    with refused("role"):
        assign(finance, [application], world.district.lead)
    with refused("foreign", "role"):
        assign(world.owner, [application], world.clerk)
    assert fresh(application).authority_clerk_id is None


@pytest.mark.parametrize("who", ["officer", "foreign_clerk"])
def test_nobody_is_put_in_charge_who_cannot_be(world, who):
    application = world.submitted()
    with refused("no_colleague"):
        assign(world.clerk, [application], getattr(world, who))


def test_applicant_s_people_do_not_look_after_the_authority_s_file(world):
    application = world.submitted()
    with refused("no_colleague"):
        assign(world.clerk, [application], world.district.lead)


def test_somebody_who_has_left_is_no_colleague(world):
    application = world.submitted()
    Membership.objects.filter(pk=world.second_clerk.id).update(valid_to=date(2026, 11, 1))
    with refused("no_colleague"):
        assign(world.clerk, [application], world.second_clerk)


def test_withdrawn_application_is_looked_after_by_nobody_and_the_others_stay(world):
    application, withdrawn = world.submitted(call=world.open_call("eins")), world.withdrawn()
    with refused("withdrawn") as reasons:
        assign(world.clerk, [application, withdrawn], world.clerk)
    assert withdrawn.file_number in str(reasons[0].sentence)
    assert fresh(application).authority_clerk_id is None


def test_foreign_file_among_them_is_not_there_and_nothing_changes(world):
    application, foreign = world.submitted(call=world.open_call("eins")), world.draft(world.city)
    with pytest.raises(NotFound):
        assign(world.clerk, [application, foreign], world.clerk)
    with pytest.raises(NotFound):
        assign(world.foreign_clerk, [application], world.foreign_clerk)
    assert fresh(application).authority_clerk_id is None


def test_nothing_chosen_or_too_much_is_refused(world):
    with refused("none_chosen"):
        assign(world.clerk, [], world.clerk)
    with refused("too_many"):
        charge.assign(capacity=world.clerk, application_ids=list(range(1, 102)), membership_id=None)
