"""Additional information: what the authority asks once more, which parts of the application it reopens for that, and
what became of them.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise

from vorort.accounts.models import User
from vorort.funding.enums import ApplicationState, FieldGroup, InformationState
from vorort.funding.models.application import Application
from vorort.funding.querysets import InformationQuerySet


class InformationRequest(models.Model):
    """A request for additional information (Nachforderung). Who edits under it stands here, not on the application:
    the submitted version keeps its own four eyes.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="information_requests")
    state = models.CharField(max_length=20, choices=InformationState.choices, default=InformationState.OPEN)
    came_from = models.CharField(max_length=30, choices=ApplicationState.choices)
    question = models.TextField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    content_edited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(InformationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=InformationState.OPEN),
                name="funding_information_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (Q(content_edited_by__isnull=False) & ~Q(answered_by=F("content_edited_by"))),
                name="funding_information_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=InformationState.OPEN, ended_on__isnull=True, answered_by__isnull=True)
                | Q(state=InformationState.ANSWERED, ended_on__isnull=False, answered_by__isnull=False)
                | Q(state=InformationState.ENDED, ended_on__isnull=False, answered_by__isnull=True),
                name="funding_information_state_agrees",
            ),
        ]
        ordering = ["application", "id"]

    def __str__(self) -> str:
        return self.question[:60]


class ReopenedField(models.Model):
    """A part of the application that a request reopens (offener Abschnitt), as it was submitted and as it became.

    ``code`` is a ``FieldGroup`` or ``question-`` with the code of a question; both texts are what people read. ``kept``
    are the values as submitted: they come back when nobody signs the changes.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="fields")
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    before = models.TextField(blank=True)
    kept = models.JSONField(default=list)
    after = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "code"], name="funding_reopened_field_once")]
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str | Promise:
        """What it is called in the reader's language; a question of the call as it was asked."""
        return FieldGroup(self.code).label if self.code in FieldGroup.values else self.label
