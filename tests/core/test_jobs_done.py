"""Jobs that are done: some hold an address, so none is kept longer than a day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from vorort.core import clock, daily, jobs

pytestmark = pytest.mark.django_db


@task()
def tell(address):
    raise AssertionError("nobody works here")


def job(address, status, ago):
    key = tell.enqueue(address).id
    DBTaskResult.objects.filter(pk=key).update(status=status, finished_at=timezone.now() - ago)


def test_what_is_done_is_forgotten_after_a_day_and_nothing_else():
    day, hour = timedelta(days=1), timedelta(hours=1)
    job("old@ort.example", TaskResultStatus.SUCCESSFUL, day + hour)
    job("young@ort.example", TaskResultStatus.SUCCESSFUL, day - hour)
    job("failed@ort.example", TaskResultStatus.FAILED, day + hour)
    tell.enqueue("waiting@ort.example")
    jobs.forget_done(clock.today())
    kept = sorted(row.args_kwargs["args"][0] for row in DBTaskResult.objects.all())
    assert kept == ["failed@ort.example", "waiting@ort.example", "young@ort.example"]


def test_it_is_done_with_the_work_of_every_day():
    job("old@ort.example", TaskResultStatus.SUCCESSFUL, timedelta(days=2))
    daily.run()
    assert not DBTaskResult.objects.exists()
