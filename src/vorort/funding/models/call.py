"""The call: who may apply for what, until when, and what is asked."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.funding.enums import CallState, MunicipalityRule, QuestionKind
from vorort.funding.models.programme import BudgetLine, GuidelineVersion
from vorort.funding.querysets import CallQuerySet
from vorort.network.enums import OrganisationKind
from vorort.steering.models import Goal


class Call(models.Model):
    """A call for applications (Förderaufruf) under one released guideline version, with its window and both periods.

    Drafted by one, published by another; from then on it stands.
    """

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="calls")
    state = models.CharField(max_length=20, choices=CallState.choices, default=CallState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    approval_from = models.DateField()
    approval_to = models.DateField()
    execution_from = models.DateField()
    execution_to = models.DateField()
    contact = models.TextField()
    file_prefix = models.CharField(max_length=20)
    continuation = models.BooleanField(default=False)
    municipalities = models.CharField(max_length=20, choices=MunicipalityRule.choices, default=MunicipalityRule.ANY)
    question_version = models.PositiveSmallIntegerField(default=1)
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_edited_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    invented = models.BooleanField(default=False)
    goals = models.ManyToManyField(Goal, related_name="calls")
    budget_lines = models.ManyToManyField(BudgetLine, related_name="calls")

    objects = models.Manager.from_queryset(CallQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="funding_call_window"),
            models.CheckConstraint(
                condition=Q(approval_to__gte=F("approval_from")), name="funding_call_approval_period"
            ),
            models.CheckConstraint(
                condition=Q(execution_to__gte=F("execution_from")), name="funding_call_execution_period"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("content_edited_by")),
                name="funding_call_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.PUBLISHED, published_by__isnull=False, published_on__isnull=False)
                | Q(state=CallState.DRAFT, published_by__isnull=True, published_on__isnull=True),
                name="funding_call_publication_and_state_agree",
            ),
        ]
        ordering = ["-opens_on", "code"]

    def __str__(self) -> str:
        return self.title


class EligibleKind(models.Model):
    """A kind of organisation that may apply (Antragsberechtigte); of municipalities, those the call's rule lets."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="eligible_kinds")
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="funding_eligible_kind_once")]

    def __str__(self) -> str:
        return self.kind


class Question(models.Model):
    """A question of a call in one version (Frage). An application keeps the version it was begun with."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    version = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    help = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "version", "code"], name="funding_question_once")]
        ordering = ["call", "version", "position"]

    def __str__(self) -> str:
        return self.text
