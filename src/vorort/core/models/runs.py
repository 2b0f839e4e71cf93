"""Which days the daily work is done for."""

from django.db import models


class DailyRun(models.Model):
    """The daily work of one day (Tageslauf): one row a day, so that running it twice does nothing and a gap is seen."""

    day = models.DateField(unique=True)
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.day.isoformat()
