"""A person's own way of looking at the list of files. It decides nothing, so the history does not keep it."""

from django.db import models
from django.db.models import Q

from vorort.network.models import Membership


class SavedView(models.Model):
    """A filter of the work list under a name (gespeicherte Ansicht), of one person in one role."""

    owner = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1500)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="funding_saved_view_name_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_default=True), name="funding_saved_view_one_default"
            ),
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
