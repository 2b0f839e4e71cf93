"""What the Land or a centre wants to reach."""

from django.db import models
from django.db.models import F, Q


class Goal(models.Model):
    """A goal (Ziel) that programmes and calls point to, valid in time, with the source it was announced in."""

    code = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="steering_goal_ends_after_it_began",
            )
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title
