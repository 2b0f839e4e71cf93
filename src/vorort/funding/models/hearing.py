"""The hearing before a decision that gives less than was asked for, and the opinion of the coordination office."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.core.money import MoneyField
from vorort.funding.enums import HearingState, OpinionState, Recommendation
from vorort.funding.models.application import Application
from vorort.funding.querysets import HearingQuerySet, OpinionQuerySet
from vorort.network.models import Organisation


class Hearing(models.Model):
    """A hearing (Anhörung, § 28 VwVfG NRW) on what is intended: so many euro and units in kind; nothing for a refusal.

    It covers every decision that gives at least as much.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hearings")
    state = models.CharField(max_length=20, choices=HearingState.choices, default=HearingState.OPEN)
    amount = MoneyField()
    in_kind_units = models.DecimalField(max_digits=12, decimal_places=2)
    reasoning = models.TextField()
    answer_until = models.DateField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(HearingQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=HearingState.OPEN, answered_by__isnull=True, answered_on__isnull=True)
                | Q(
                    state__in=[HearingState.ANSWERED, HearingState.WAIVED],
                    answered_by__isnull=False,
                    answered_on__isnull=False,
                ),
                name="funding_hearing_state_agrees",
            ),
            models.CheckConstraint(
                condition=~Q(state=HearingState.ANSWERED) | ~Q(answer=""), name="funding_hearing_answer_says_something"
            ),
            models.CheckConstraint(condition=Q(answer_until__gt=F("opened_on")), name="funding_hearing_leaves_time"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(in_kind_units__gte=0), name="funding_hearing_not_negative"
            ),
        ]
        ordering = ["application", "id"]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"


class Opinion(models.Model):
    """An opinion of the coordination office (fachliche Stellungnahme). It advises the authority and decides nothing.

    The applicant does not see it in the procedure; access to the file is § 29 VwVfG NRW, on request.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="opinions")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=OpinionState.choices, default=OpinionState.REQUESTED)
    version = models.PositiveIntegerField(default=1)
    question = models.TextField()
    due_on = models.DateField()
    required = models.BooleanField(default=False)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField()
    recommendation = models.CharField(max_length=20, choices=Recommendation.choices, blank=True)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    handed_in_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(OpinionQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "office"],
                condition=Q(state=OpinionState.REQUESTED),
                name="funding_opinion_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=OpinionState.HANDED_IN)
                | (~Q(recommendation="") & ~Q(text="") & Q(written_by__isnull=False, handed_in_on__isnull=False)),
                name="funding_opinion_handed_in_whole",
            ),
        ]
        ordering = ["application", "id"]

    def __str__(self) -> str:
        return f"{self.office}: {self.recommendation or self.state}"
