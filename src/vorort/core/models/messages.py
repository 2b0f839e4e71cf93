"""What somebody should know. The inbox is this table; e-mail is a copy where it is configured."""

from django.db import models


class Message(models.Model):
    """A message to one person at one organisation (Nachricht). ``key`` makes sending it twice one message."""

    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    recipient_user_id = models.BigIntegerField()
    recipient_organisation_id = models.BigIntegerField()
    values = models.JSONField(default=dict)
    sent_on = models.DateTimeField()
    read_on = models.DateTimeField(null=True)
    emailed_on = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient_user_id", "recipient_organisation_id"], name="core_message_once_per_recipient"
            )
        ]
        indexes = [
            models.Index(fields=["recipient_user_id", "recipient_organisation_id", "-id"], name="core_message_inbox")
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} an {self.recipient_user_id}"
