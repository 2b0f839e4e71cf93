"""Which days the daily work is done for, and when the worker was last seen."""

from django.db import models


class DailyRun(models.Model):
    """The daily work of one day (Tageslauf): one row a day, so that running it twice does nothing and a gap is seen."""

    day = models.DateField(unique=True)
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.day.isoformat()


class Heartbeat(models.Model):
    """The last sign of life of a process (Lebenszeichen): one row for each kind of process."""

    process = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.process}: {self.at.isoformat()}"
