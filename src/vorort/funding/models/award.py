"""The award: what is granted, per line and per budget year. Once notified its content stands; triggers keep it so."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.core.money import MoneyField
from vorort.funding.enums import AwardState, RateKind
from vorort.funding.models.application import Application, ApplicationItem
from vorort.funding.models.programme import BudgetLine, FlatRate
from vorort.funding.querysets import AwardQuerySet


class Award(models.Model):
    """An award (Zuwendung): prepared by one, released by another, then made known to the recipient by its notice."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="award")
    state = models.CharField(max_length=20, choices=AwardState.choices, default=AwardState.PREPARED)
    version = models.PositiveIntegerField(default=1)
    amount = MoneyField()
    purpose = models.TextField()
    reasoning = models.TextField(blank=True)
    special_conditions = models.TextField(blank=True)
    approval_from = models.DateField()
    approval_to = models.DateField()
    execution_from = models.DateField()
    execution_to = models.DateField()
    delivery_days = models.PositiveSmallIntegerField()
    remedy_months = models.PositiveSmallIntegerField()
    proof_due_months = models.PositiveSmallIntegerField()
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_edited_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    notified_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(AwardQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_award_not_negative"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("content_edited_by")),
                name="funding_award_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=AwardState.PREPARED, released_by__isnull=True, released_on__isnull=True)
                | Q(
                    state__in=[AwardState.RELEASED, AwardState.NOTIFIED],
                    released_by__isnull=False,
                    released_on__isnull=False,
                ),
                name="funding_award_release_and_state_agree",
            ),
            models.CheckConstraint(
                condition=Q(state=AwardState.NOTIFIED, notified_on__isnull=False)
                | (~Q(state=AwardState.NOTIFIED) & Q(notified_on__isnull=True, waived_on__isnull=True)),
                name="funding_award_notification_and_state_agree",
            ),
            models.CheckConstraint(
                condition=Q(approval_to__gte=F("approval_from")) & Q(execution_to__gte=F("execution_from")),
                name="funding_award_periods",
            ),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.application)


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
