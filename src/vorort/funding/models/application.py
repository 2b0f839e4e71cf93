"""The application and what it consists of: items, answers, attachments. States are moved by actions only."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.core.models import Upload
from vorort.core.money import MoneyField
from vorort.funding.enums import ApplicationState, CheckCode, CheckResult, DeadlineKind
from vorort.funding.models.call import Call, Question
from vorort.funding.models.programme import FlatRate
from vorort.funding.querysets import ApplicationQuerySet
from vorort.network.models import Membership, Organisation

BEFORE_SUBMISSION = (ApplicationState.DRAFT, ApplicationState.SIGN_OFF)


class Application(models.Model):
    """An application (Antrag) of one organisation under one call.

    ``version`` counts every saved change; a section's own number is the version it was last saved in, so that two
    people may write different sections at the same time.
    ``due_on``, ``due_kind`` and ``open`` are what ``rules/deadlines.py`` says, kept by the actions so that lists can be
    filtered and paged by them. ``applicant_clerk`` and ``authority_clerk`` say who looks after it on either side.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=30, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    details_version = models.PositiveIntegerField(default=1)
    items_version = models.PositiveIntegerField(default=1)
    answers_version = models.PositiveIntegerField(default=1)
    attachments_version = models.PositiveIntegerField(default=1)
    question_version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    need = models.TextField(blank=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    own_funds = MoneyField(default=0)
    other_funds = MoneyField(default=0)
    not_begun = models.BooleanField(default=False)
    input_tax = models.BooleanField(default=False)
    created_on = models.DateField()
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_edited_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    file_number = models.CharField(max_length=40, null=True, unique=True)
    requested = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    requested_in_kind = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    withdrawn_on = models.DateField(null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)
    open = models.BooleanField(default=True)
    due_on = models.DateField(null=True)
    due_kind = models.CharField(max_length=20, choices=DeadlineKind.choices, blank=True)
    applicant_clerk = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    authority_clerk = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    objects = models.Manager.from_queryset(ApplicationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "applicant"],
                condition=~Q(state=ApplicationState.WITHDRAWN),
                name="funding_application_once_per_call",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True) | ~Q(submitted_by=F("content_edited_by")),
                name="funding_application_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*BEFORE_SUBMISSION, ApplicationState.WITHDRAWN])
                | Q(
                    submitted_by__isnull=False,
                    submitted_on__isnull=False,
                    file_number__isnull=False,
                    requested__isnull=False,
                ),
                name="funding_application_received_whole",
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="funding_application_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(own_funds__gte=0) & Q(other_funds__gte=0), name="funding_application_funds_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.WITHDRAWN) | Q(withdrawn_on__isnull=False),
                name="funding_application_withdrawn_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_kind="") | (Q(due_on__isnull=False) & ~Q(due_kind="")),
                name="funding_application_due_by_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.WITHDRAWN) | Q(open=False, due_on__isnull=True),
                name="funding_application_withdrawn_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "-submitted_on", "-id"], name="funding_application_list"),
            models.Index(fields=["-submitted_on", "-id"], name="funding_application_received"),
            models.Index(fields=["state", "-submitted_on", "-id"], name="funding_application_state"),
            models.Index(fields=["-submitted_on", "-id"], condition=Q(open=True), name="funding_application_open"),
            models.Index(fields=["due_on", "id"], name="funding_application_due"),
            models.Index(fields=["due_on", "id"], condition=Q(open=True), name="funding_application_open_due"),
            models.Index(
                fields=["call", "open", "due_on", "due_kind", "authority_clerk", "file_number"],
                condition=Q(open=True, file_number__isnull=False),
                name="funding_application_figures",  # all an authority counts by: no row is read for it
            ),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_number or self.title or f"#{self.pk}"

    @property
    def reference(self) -> str:
        """How the authority reads of it: ``36.02-2026-0012 (KI Hagen: Ankommen in Hagen)``."""
        return f"{self.file_number} ({self.applicant.short_name}: {self.title})"


class ApplicationItem(models.Model):
    """Units applied for at one flat rate in one budget year (Position); ``place`` names the building where a cap
    asks for it.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="items")
    rate = models.ForeignKey(FlatRate, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)
    units = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(units__gt=0), name="funding_item_units_positive")]
        ordering = ["application", "id"]

    def __str__(self) -> str:
        return f"{self.units} × {self.rate_id}"


class Answer(models.Model):
    """The answer to one question (Antwort)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="funding_answer_once")]
        ordering = ["question__position"]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(models.Model):
    """A file attached to an application (Anlage), to a question where one asks for it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attachments")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Anlage {self.pk}"


class ReviewCheck(models.Model):
    """One point of the authority's review (Prüfpunkt) with its result and remark."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=20, choices=CheckCode.choices)
    result = models.CharField(max_length=20, choices=CheckResult.choices)
    remark = models.CharField(max_length=1000, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="funding_check_once")]
        ordering = ["application", "id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.result}"


class FileNumberSeries(models.Model):
    """The running number of an authority's files in a year (Aktenzeichen): the scarce row, locked last."""

    prefix = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="funding_file_number_series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"
