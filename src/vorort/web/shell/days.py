"""Days as words: since when, and how long still. One wording for every page."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def since(day: date, today: date) -> str:
    """``seit heute``, ``seit gestern``, ``seit 5 Tagen``."""
    days = (today - day).days
    if days <= 0:
        return _("seit heute")
    if days == 1:
        return _("seit gestern")
    return _("seit %(days)d Tagen") % {"days": days}


def in_days(days: int) -> str:
    """``heute``, ``noch 1 Tag``, ``noch 8 Tage``, from ten weeks on ``noch 4 Monate``."""
    if days == 0:
        return _("heute")
    if days >= 70:
        return _("noch %(months)d Monate") % {"months": round(days / 30.44)}
    return ngettext("noch %(days)d Tag", "noch %(days)d Tage", days) % {"days": days}
