"""The early start: what the applicant asks for, and what the authority answers. No claim to an award follows."""

from django.db import models
from django.db.models import Q

from vorort.accounts.models import User
from vorort.funding.models.application import Application
from vorort.funding.models.decision import Decision
from vorort.funding.querysets import DecisionQuerySet


class EarlyStartRequest(models.Model):
    """The wish to begin before the decision (Antrag auf vorzeitigen Maßnahmebeginn)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="early_start_request")
    starts_on = models.DateField()
    reason = models.TextField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="funding_early_start_request_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.starts_on}"


class EarlyStart(Decision):
    """The answer to it (Zustimmung zum vorzeitigen Maßnahmebeginn): consent from a day on, or a reasoned no."""

    consented = models.BooleanField()
    starts_on = models.DateField()

    objects = models.Manager.from_queryset(DecisionQuerySet["EarlyStart"])()

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consented=True) | ~Q(reasoning=""), name="funding_early_start_refused_with_reasons"
            ),
        ]
