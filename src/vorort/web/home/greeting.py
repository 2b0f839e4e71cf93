"""The headline of the start page: the time of day, and how much waits."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NUMBERS = (
    gettext_lazy("Zwei"), gettext_lazy("Drei"), gettext_lazy("Vier"), gettext_lazy("Fünf"), gettext_lazy("Sechs"),
    gettext_lazy("Sieben"), gettext_lazy("Acht"), gettext_lazy("Neun"), gettext_lazy("Zehn"), gettext_lazy("Elf"),
    gettext_lazy("Zwölf"),
)  # fmt: skip
COUNTED = 100  # of more, nobody wants to know how many there are, and no part of the page counts on


def greeting(waiting: int, hour: int) -> str:
    """``Guten Morgen. Drei Dinge warten auf Sie.`` for three things at the hour ``hour`` in Berlin."""
    return f"{_time_of_day(hour)} {_how_much(waiting)}"


def _time_of_day(hour: int) -> str:
    if 4 <= hour < 11:
        return _("Guten Morgen.")
    return _("Guten Tag.") if 11 <= hour < 18 else _("Guten Abend.")


def _how_much(waiting: int) -> str:
    if waiting == 0:
        return _("Gerade wartet nichts auf Sie.")
    if waiting == 1:
        return _("Eine Sache wartet auf Sie.")
    if waiting > COUNTED:
        return _("Mehr als 100 Dinge warten auf Sie.")
    number = str(NUMBERS[waiting - 2]) if waiting <= len(NUMBERS) + 1 else str(waiting)
    return _("%(number)s Dinge warten auf Sie.") % {"number": number}
