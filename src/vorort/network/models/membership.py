"""The memberships people hold in organisations, and who represents whom meanwhile. No rights are decided here."""

from django.db import models
from django.db.models import F, Q

from vorort.accounts.models import User
from vorort.network.enums import Role
from vorort.network.models.organisation import Organisation
from vorort.network.querysets import MembershipQuerySet, SubstitutionQuerySet


class Membership(models.Model):
    """A person in a role at an organisation for a time (Mitgliedschaft). Ended, never deleted.

    ``valid_to`` is the last day of one that was limited beforehand. ``ended_on`` is the day somebody ended it: from
    that moment it holds on no day from then on, not even on the rest of this one.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"],
                condition=Q(ended_on__isnull=True),
                name="network_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="network_membership_ends_after_it_began",
            ),
        ]
        ordering = ["organisation__name", "role"]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.role} · {self.organisation_id}"


class Substitution(models.Model):
    """A colleague in the same role represents somebody from a day to a day (Vertretung).

    It gives no right: the colleague acts as herself, in her own membership; the absent one's work appears on hers.
    """

    absent = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="represented")
    substitute = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="representing")
    valid_from = models.DateField()
    valid_to = models.DateField()
    ended_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(SubstitutionQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="network_substitution_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="network_substitution_by_somebody_else"),
        ]
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.substitute_id} für {self.absent_id}"
