"""The inbox: day by day, each sentence opens what it is about, and everything can be marked read at once."""

import re
from datetime import UTC, datetime

from tests.web.scene import Scene
from vorort.core import messages
from vorort.core.models import Message


def test_messages_stand_under_their_day_and_the_sentence_is_the_way(scene: Scene):
    newest, older = messages.inbox(scene.world.clerk)[:2]
    Message.objects.filter(pk=older.pk).update(sent_on=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    Message.objects.filter(pk=newest.pk).update(sent_on=datetime(2026, 11, 22, 8, 5, tzinfo=UTC))
    Message.objects.exclude(pk__in=[newest.pk, older.pk]).update(sent_on=datetime(2026, 11, 20, tzinfo=UTC))
    html = scene.clerk.get("/nachrichten/").content.decode()
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", html) == [
        "22.11.2026",
        "20.11.2026",
    ]  # half past eleven UTC is tomorrow
    assert f'<button class="as-link" type="submit">{messages.sentence_of(newest)}</button>' in html
    assert ">09:05</time>" in html


def test_the_authority_reads_who_applies_for_what(scene: Scene):
    told = [messages.sentence_of(message) for message in messages.inbox(scene.world.clerk)]
    application = scene.applications["submitted"]
    number, place = application.file_number, application.applicant.short_name
    assert f"Neuer Antrag {number} ({place}: {application.title})." in told


def test_everything_is_marked_read_with_one_button_that_then_is_gone(scene: Scene):
    page = scene.clerk.get("/nachrichten/").content.decode()
    assert 'action="/nachrichten/gelesen/"' in page
    answer = scene.clerk.send("/nachrichten/gelesen/", follow=True)
    html = answer.content.decode()
    assert "Alle Nachrichten sind gelesen." in html
    assert 'action="/nachrichten/gelesen/"' not in html
    assert messages.inbox(scene.world.clerk).filter(read_on=None).count() == 0
    assert messages.inbox(scene.world.officer).filter(read_on=None).exists()
