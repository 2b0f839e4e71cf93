"""Files of a draft: allowed kinds only, to a question that asks for one, and removed for good."""

import hashlib

import pytest

from tests.funding.world import PDF, entries_of, fresh, last_entry, refused
from vorort.core import uploads
from vorort.core.models import Upload
from vorort.core.refusal import NotFound
from vorort.funding.actions import draft
from vorort.funding.actions.application import request_sign_off
from vorort.funding.models import Attachment

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def attach(world, application, name="Konzept.pdf", content=PDF, **more):
    return draft.attach_file(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
        name=name,
        content=content,
        **more,
    )


def remove(world, application, attachment):
    return draft.remove_attachment(
        capacity=world.district.coordinator,
        application_id=application.pk,
        expected_version=application.version,
        attachment_id=attachment.pk,
    )


def test_file_is_attached_with_its_checksum(world):
    application = world.begun()
    attachment = attach(world, application)
    upload = fresh(attachment).upload
    assert (upload.name, upload.media_type, bytes(upload.content)) == ("Konzept.pdf", "application/pdf", PDF)
    assert upload.sha256 == hashlib.sha256(PDF).hexdigest()
    assert attachment.question is None
    assert fresh(application).version == 2
    assert last_entry(application).action == "application.file_attached"
    assert last_entry(application).payload.values["sha256"] == upload.sha256


def test_file_answers_the_question_that_asks_for_one(world):
    attachment = attach(world, world.begun(), question_code="concept")
    assert attachment.question.text == "Ihr Integrationskonzept"


@pytest.mark.parametrize("code", ["target_group", "nobody-asked"])
def test_question_that_asks_for_no_file_gets_none(world, code):
    application = world.begun()
    with refused("unknown_question"):
        attach(world, application, question_code=code)
    assert not Upload.objects.exists()
    assert fresh(application).version == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("konzept.exe", PDF, "file_type"),
        ("konzept.pdf", b"MZ\x90", "file_type"),
        ("konzept.png", PDF, "file_type"),
        ("konzept.svg", b"<svg/>", "file_type"),
        ("konzept", PDF, "file_type"),
        ("konzept.pdf", b"", "empty_file"),
        ("konzept.pdf", PDF + b"0" * uploads.MAX_BYTES, "file_too_large"),
    ],
)
def test_file_of_a_forbidden_kind_is_refused_and_nothing_kept(world, name, content, code):
    application = world.begun()
    with refused(code) as reasons:
        attach(world, application, name=name, content=content)
    assert reasons[0].field == "file"
    assert not Upload.objects.exists()
    assert entries_of(application) == ["application.begun"]


def test_removed_file_is_gone_with_its_content_and_the_other_stays(world):
    application = world.begun()
    concept = attach(world, application, question_code="concept")
    picture = attach(world, fresh(application), name="Haus.PNG", content=PNG)
    removed = remove(world, fresh(application), concept)
    assert removed.version == 4
    assert [row.pk for row in Attachment.objects.all()] == [picture.pk]
    assert [row.name for row in Upload.objects.all()] == ["Haus.PNG"]
    assert last_entry(application).action == "application.file_removed"
    assert last_entry(application).payload.values["sha256"] == hashlib.sha256(PDF).hexdigest()


def test_file_of_another_application_is_not_found(world):
    mine = world.begun()
    theirs = draft.attach_file(
        capacity=world.city.coordinator,
        application_id=world.begun(world.city).pk,
        expected_version=1,
        name="fremd.pdf",
        content=PDF,
    )
    with pytest.raises(NotFound):
        remove(world, mine, theirs)
    assert Attachment.objects.filter(pk=theirs.pk).exists()
    assert fresh(mine).version == 1


def test_required_file_is_missing_once_it_is_removed(world):
    application = world.draft()
    removed = remove(world, application, application.attachments.get())
    with refused("unanswered") as reasons:
        request_sign_off(
            capacity=world.district.coordinator, application_id=removed.pk, expected_version=removed.version
        )
    assert reasons[0].field == "concept"
