"""Files in the database: documents the platform issued (immutable) and uploads people gave (removable while
drafting).
"""

from django.db import models


class Document(models.Model):
    """An issued document (Schriftstück). Every change is a new version; triggers refuse UPDATE and DELETE."""

    owner_kind = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    issued_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "kind", "version"], name="core_document_once_per_version"
            )
        ]
        ordering = ["owner_kind", "owner_id", "kind", "version"]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Upload(models.Model):
    """A file somebody gave (hochgeladene Datei): allowed type, bounded size, checksum."""

    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
