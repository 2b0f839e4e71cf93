"""A programme and the rule sets it is run by: dated, with a source for every figure.

A released rule set is not edited.
"""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.core.money import MoneyField
from vorort.funding.enums import (
    CapScope,
    Channel,
    FinancingType,
    FundingForm,
    GuidelineState,
    ParameterCode,
    RateKind,
    group_label,
)
from vorort.funding.querysets import BudgetLineQuerySet, FlatRateQuerySet, GuidelineQuerySet, ProgrammeQuerySet
from vorort.network.models import Organisation
from vorort.regions.models import Area


class Programme(models.Model):
    """A funding programme (Förderprogramm) of a ministry, granted by an authority."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owned_programmes")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="granted_programmes")

    objects = models.Manager.from_queryset(ProgrammeQuerySet)()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class GuidelineVersion(models.Model):
    """A version of the funding guideline (Förderrichtlinie): drafted by one, released by another, then it stands.

    An award keeps the version it was issued under. ``version`` counts every saved change of the draft.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="guidelines")
    state = models.CharField(max_length=20, choices=GuidelineState.choices, default=GuidelineState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=240)
    dated_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=400)
    note = models.TextField(blank=True)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    financing_type = models.CharField(max_length=20, choices=FinancingType.choices)
    funding_form = models.CharField(max_length=20, choices=FundingForm.choices)
    purpose = models.TextField()
    ancillary_conditions = models.CharField(max_length=200)
    ancillary_source = models.CharField(max_length=300, blank=True)
    payout = models.TextField()
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_edited_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    discarded_on = models.DateField(null=True)
    discard_reason = models.CharField(max_length=500, blank=True)

    objects = models.Manager.from_queryset(GuidelineQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "valid_from"],
                condition=Q(state=GuidelineState.RELEASED),
                name="funding_guideline_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state=GuidelineState.RELEASED, valid_to__isnull=True),
                name="funding_guideline_one_without_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="funding_guideline_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("content_edited_by")),
                name="funding_guideline_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=GuidelineState.RELEASED, released_by__isnull=False, released_on__isnull=False)
                | (~Q(state=GuidelineState.RELEASED) & Q(released_by__isnull=True, released_on__isnull=True)),
                name="funding_guideline_release_and_state_agree",
            ),
            models.CheckConstraint(
                condition=(Q(state=GuidelineState.DISCARDED, discarded_on__isnull=False) & ~Q(discard_reason=""))
                | (~Q(state=GuidelineState.DISCARDED) & Q(discarded_on__isnull=True, discard_reason="")),
                name="funding_guideline_discarded_for_a_reason",
            ),
        ]
        ordering = ["programme", "valid_from"]

    def __str__(self) -> str:
        return self.title


class Parameter(models.Model):
    """A figure of the rule set (Stellgröße) with its source; ``note`` says what is unconfirmed about it."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="parameters")
    code = models.CharField(max_length=40, choices=ParameterCode.choices)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=400)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "code"], name="funding_parameter_once")]
        ordering = ["guideline", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the value is 1 for yes and 0 for no."""
        return ParameterCode(self.code).is_yes_or_no


class Component(models.Model):
    """A part of a programme (Baustein)."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="components")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "code"], name="funding_component_once")]
        ordering = ["guideline", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RateCap(models.Model):
    """How many units of its rates count together (Obergrenze), per budget year or per building."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="caps")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    scope = models.CharField(max_length=20, choices=CapScope.choices)
    source = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "code"], name="funding_cap_once")]
        ordering = ["guideline", "code"]

    def __str__(self) -> str:
        return self.label


class CapLimit(models.Model):
    """The limit of a cap for a group of recipients; the empty group is everybody (Grenze je Empfängergruppe)."""

    cap = models.ForeignKey(RateCap, on_delete=models.PROTECT, related_name="limits")
    group = models.CharField(max_length=40, blank=True)
    units = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cap", "group"], name="funding_cap_limit_once"),
            models.CheckConstraint(condition=Q(units__gte=0), name="funding_cap_limit_not_negative"),
        ]
        ordering = ["cap", "group"]

    def __str__(self) -> str:
        return f"{self.group or '*'}: {self.units}"

    @property
    def group_label(self) -> str:
        """What people call the group; empty for everybody."""
        return group_label(self.group)


class FlatRate(models.Model):
    """A flat rate (Pauschale): euro per unit, or a unit provided in kind.

    Dated, with its source and what is unconfirmed. Units are whole unless it is ``divisible`` (teilbar), as posts and
    hours are.
    """

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="rates")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    unit_plural = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=RateKind.choices)
    provided_by = models.CharField(max_length=160, blank=True)
    amount = MoneyField()
    cap = models.ForeignKey(RateCap, on_delete=models.PROTECT, null=True, related_name="rates")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=400)
    note = models.CharField(max_length=300, blank=True)
    placeholder = models.BooleanField(default=False)
    divisible = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    objects = models.Manager.from_queryset(FlatRateQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["component", "code", "valid_from"], name="funding_rate_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_rate_not_negative"),
            models.CheckConstraint(
                condition=Q(kind=RateKind.MONEY) | Q(amount=0), name="funding_rate_in_kind_has_no_amount"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="funding_rate_ends_after_it_began",
            ),
        ]
        ordering = ["component__position", "position", "valid_from"]

    def __str__(self) -> str:
        return self.label


class Ceiling(models.Model):
    """What a municipality can get in a year at most (Höchstbetrag). Exceeding it warns; the authority decides."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="ceilings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    amount = MoneyField()
    source = models.CharField(max_length=400)
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "area", "year"], name="funding_ceiling_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_ceiling_not_negative"),
        ]
        ordering = ["guideline", "year", "area"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}: {self.amount}"


class BudgetLine(models.Model):
    """Money of one title for one year (Haushaltsstelle).

    ``bound`` is what awards have taken; it never exceeds the whole.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="budget_lines")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    appropriated = MoneyField()
    bound = MoneyField(default=0)
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=400)
    invented = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(BudgetLineQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "year"], name="funding_budget_line_once"),
            models.CheckConstraint(condition=Q(bound__gte=0), name="funding_budget_line_bound_not_negative"),
            models.CheckConstraint(
                condition=Q(bound__lte=F("appropriated")), name="funding_budget_line_never_overdrawn"
            ),
        ]
        ordering = ["programme", "year", "code"]

    def __str__(self) -> str:
        return f"{self.code} ({self.year})"
