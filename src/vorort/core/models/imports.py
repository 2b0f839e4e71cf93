"""Files that were taken in, and what each of them changed, so that it can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    """How far an import has come."""

    PREVIEWED = "previewed", _("angesehen")
    APPLIED = "applied", _("übernommen")
    UNDONE = "undone", pgettext_lazy("Tabelle", "zurückgenommen")


class ImportRun(models.Model):
    """One file that was looked at or taken in (Einlesevorgang). Its ``content`` goes when it is applied.

    ``undo_asked_by_user_id``: who wants it taken back, where a context lets another person do that.
    """

    kind = models.CharField(max_length=60)
    file_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    options = models.JSONField(default=dict)
    content = models.BinaryField(null=True)
    plan_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.PREVIEWED)
    actor_user_id = models.BigIntegerField(null=True)
    actor_organisation_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=40, blank=True)
    previewed_on = models.DateField()
    applied_on = models.DateField(null=True)
    undone_on = models.DateField(null=True)
    undo_asked_by_user_id = models.BigIntegerField(null=True)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    hints = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="previewed", applied_on=None, undone_on=None, content__isnull=False)
                | models.Q(state="applied", applied_on__isnull=False, undone_on=None, content=None)
                | models.Q(state="undone", applied_on__isnull=False, undone_on__isnull=False, content=None),
                name="core_import_days_fit_state",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.file_name}"


class ImportedRow(models.Model):
    """One object that an import made or changed (eingelesene Zeile). ``before`` is null for one that it made.

    ``before`` holds what undo brings back; ``after`` what must still stand there, long text as its checksum.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="core_imported_row_once_per_number"),
            models.UniqueConstraint(fields=["run", "model", "object_id"], name="core_imported_row_once_per_object"),
        ]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"
