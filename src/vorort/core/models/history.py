"""The log in three tables. Written by ``core.history`` alone; triggers refuse everything else."""

from django.db import models


class HistoryEntry(models.Model):
    """One thing that was done (Protokolleintrag). Append-only; the digest chains it to the one before in its stream."""

    stream = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=80)
    actor_user_id = models.BigIntegerField(null=True)
    actor_organisation_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=40, blank=True)
    business_day = models.DateField()
    recorded_at = models.DateTimeField()
    payload_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    erases = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="erasures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="core_entry_once_per_number")]
        ordering = ["stream", "number"]

    def __str__(self) -> str:
        return f"{self.stream} #{self.number} {self.action}"


class HistoryPayload(models.Model):
    """The values of an entry (Protokollwerte), salted so that an erased value cannot be guessed from its digest."""

    entry = models.OneToOneField(HistoryEntry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=32)
    values = models.JSONField()

    def __str__(self) -> str:
        return f"values of {self.entry_id}"


class HistoryHead(models.Model):
    """How far a stream has come (Protokollkopf). That neither end nor head was cut off, the anchors show."""

    stream = models.CharField(max_length=120, unique=True)
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.stream}: {self.count}"
