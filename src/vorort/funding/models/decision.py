"""What every decision of the authority has in common, and the refusal. Each kind of decision has a table of its own.

Prepared by one, released by another, then made known; constraints and triggers keep it so in each table.
"""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.funding.enums import DecisionState
from vorort.funding.models.application import Application
from vorort.funding.querysets import DecisionQuerySet


class Decision(models.Model):
    """A decision (Bescheid) on an application: who wrote it last, who released it, when it was made known."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="%(class)s")
    state = models.CharField(max_length=20, choices=DecisionState.choices, default=DecisionState.PREPARED)
    version = models.PositiveIntegerField(default=1)
    reasoning = models.TextField(blank=True)
    delivery_days = models.PositiveSmallIntegerField()
    remedy_months = models.PositiveSmallIntegerField()
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_edited_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    notified_on = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("content_edited_by")),
                name="funding_%(class)s_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.PREPARED, released_by__isnull=True, released_on__isnull=True)
                | Q(
                    state__in=[DecisionState.RELEASED, DecisionState.NOTIFIED],
                    released_by__isnull=False,
                    released_on__isnull=False,
                ),
                name="funding_%(class)s_release_and_state_agree",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.NOTIFIED, notified_on__isnull=False)
                | (~Q(state=DecisionState.NOTIFIED) & Q(notified_on__isnull=True)),
                name="funding_%(class)s_notification_and_state_agree",
            ),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.application)


class Refusal(Decision):
    """A refusal of the whole application (Ablehnungsbescheid). An application has this or an award, never both."""

    legal_basis = models.CharField(max_length=300)
    hearing_required = models.BooleanField()

    objects = models.Manager.from_queryset(DecisionQuerySet["Refusal"])()

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=~Q(reasoning="") & ~Q(legal_basis=""), name="funding_refusal_reasoned"),
        ]
