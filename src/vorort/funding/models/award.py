"""The award: what is granted, per line and per budget year. Once notified its content stands; triggers keep it so."""

from django.db import models
from django.db.models import F, Q

from vorort.core.money import MoneyField
from vorort.funding.enums import DecisionState, RateKind
from vorort.funding.models.application import ApplicationItem
from vorort.funding.models.decision import Decision
from vorort.funding.models.programme import BudgetLine, FlatRate
from vorort.funding.querysets import AwardQuerySet


class Award(Decision):
    """An award (Zuwendung): prepared by one, released by another, then made known to the recipient by its notice.

    ``amount`` and ``in_kind_units`` are what the lines come to: euro, and units provided in kind.
    """

    amount = MoneyField()
    in_kind_units = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    hearing_required = models.BooleanField(default=True)
    purpose = models.TextField()
    special_conditions = models.TextField(blank=True)
    approval_from = models.DateField()
    approval_to = models.DateField()
    execution_from = models.DateField()
    execution_to = models.DateField()
    proof_due_months = models.PositiveSmallIntegerField()
    waived_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(AwardQuerySet)()

    class Meta(Decision.Meta):
        abstract = False
        indexes = [models.Index(fields=["notified_on"], name="funding_award_notified")]
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(in_kind_units__gte=0), name="funding_award_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True) | Q(state=DecisionState.NOTIFIED),
                name="funding_award_waived_once_notified",
            ),
            models.CheckConstraint(
                condition=Q(approval_to__gte=F("approval_from")) & Q(execution_to__gte=F("execution_from")),
                name="funding_award_periods",
            ),
        ]


class AwardLine(models.Model):
    """Units granted at one flat rate (Zeile der Bewilligung): units × rate = amount, or a post provided in kind."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(ApplicationItem, on_delete=models.PROTECT, related_name="+")
    rate = models.ForeignKey(FlatRate, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    unit_plural = models.CharField(max_length=60)
    place = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=RateKind.choices)
    provided_by = models.CharField(max_length=160, blank=True)
    units = models.DecimalField(max_digits=12, decimal_places=2)
    rate_amount = MoneyField()
    amount = MoneyField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(units__gte=0) & Q(amount__gte=0), name="funding_award_line_not_negative")
        ]
        ordering = ["award", "id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"


class AwardYear(models.Model):
    """What an award takes from one budget line in one year (Betrag je Haushaltsjahr)."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="years")
    budget_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="awards")
    amount = MoneyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "budget_line"], name="funding_award_year_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_award_year_not_negative"),
        ]
        ordering = ["award", "budget_line__year"]

    def __str__(self) -> str:
        return f"{self.budget_line_id}: {self.amount}"
