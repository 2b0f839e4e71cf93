"""What steering brings to the start page: the way to the figures, for everybody."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vorort.network.capacity import Capacity
from vorort.web.home.parts import Contribution
from vorort.web.shell.components import Tile


def contribution(capacity: Capacity, on: date) -> Contribution:
    """No statement."""
    detail = _("Jede Zahl mit ihrer Definition und dem, was gezählt wurde")
    return Contribution(ways=[Tile(_("Kennzahlen ansehen"), reverse("steering:figures"), detail)])
