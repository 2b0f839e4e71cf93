"""Filters and components for every template; the library is built in, no ``{% load %}`` needed.
Markup is in ``templates/components``, the values are in ``web/shell/components.py``; no query lives here.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template import Context
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vorort.core import days, money
from vorort.web.shell import components
from vorort.web.shell.components import ReasonLike, Segment, Step, Tone
from vorort.web.shell.land_map import TILE, LandMap, Sketch

register = template.Library()

_SIGN = (
    '<svg class="chip__sign" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">{}</svg>'
)
SIGNS = {
    tone: format_html(_SIGN, SafeString(shape))
    for tone, shape in {
        "ok": '<path d="M2.5 8.5l3.5 3.5 7.5-8"/>',
        "wait": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.5V8l2.5 1.8"/>',
        "danger": '<path d="M8 2l6.5 11.5h-13zM8 6.5v3M8 11.4v.4"/>',
        "info": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.3v3.9M8 4.6V5"/>',
    }.items()
}
STATE_WORDS = {
    "done": gettext_noop("erledigt"),
    "now": gettext_noop("läuft"),
    "todo": gettext_noop("steht noch aus"),
}


# --- Filters ----------------------------------------------------------------------------------------------------------
@register.filter
def euro(amount: Decimal | int | None) -> str:
    """``4.800,00 €``; nothing for nothing."""
    return "" if amount is None else money.in_figures(Decimal(amount))


@register.filter
def day(value: date | datetime | None) -> str:
    """``22.11.2026``, in local time."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return days.in_figures(local)


@register.filter
def moment(value: datetime | None) -> str:
    """``22.11.2026, 14:02 Uhr``, in local time."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("%(day)s, %(time)s Uhr") % {"day": day(local), "time": f"{local:%H:%M}"}


@register.filter
def units(value: Decimal | int | None) -> str:
    """A number of units without empty decimals: ``6``, ``3,5``, ``1.250``."""
    if value is None:
        return ""
    plain = Decimal(value).normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def units_of(value: Decimal | int | None, counted: Any) -> str:
    """A number with the noun it counts: ``1 Monat``, ``12 Monate``. ``counted`` knows ``unit`` and ``unit_plural``."""
    return f"{units(value)} {counted.unit if value == 1 else counted.unit_plural}"


@register.filter
def share(amount: Decimal, total: Decimal) -> str:
    """``amount`` in per cent of ``total``: ``61 %``."""
    return components.share(Decimal(amount), Decimal(total))


@register.filter
def amount_bar(amount: Decimal, total: Decimal) -> SafeString:
    """A small bar for a table's cell, hidden from screen readers: it repeats a number that stands beside it."""
    return format_html(
        '<svg class="mini-bar" viewBox="0 0 1000 8" width="100%" height="8" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false"><rect class="bar-ground" width="1000" height="8"/>'
        '<rect class="tone-1" width="{}" height="8"/></svg>',
        components.thousandths(Decimal(amount), Decimal(total)),
    )


# --- Guards of a form -------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def form_guard(context: Context) -> SafeString:
    """The hidden fields every posting form begins with: against forgery, and the capacity the page was made for."""
    request = context["request"]
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    capacity = getattr(request, "capacity", None)
    if capacity is None:
        return token
    return format_html('{}<input type="hidden" name="capacity" value="{}">', token, str(capacity.id))


@register.simple_tag
def autosave(url: str, target: str = "#save-result") -> SafeString:
    """The attributes of a form that saves itself while somebody types. Answers go into the element ``target``."""
    return format_html(
        'data-autosave novalidate hx-post="{}" hx-trigger="input delay:900ms, change, vorort:save-again"'
        ' hx-target="{}" hx-swap="innerHTML" hx-sync="this:queue last"',
        url,
        target,
    )


@register.inclusion_tag("components/save_state.html")
def save_state(sentence: str = "") -> dict[str, Any]:
    """Where a page with ``autosave`` says whether everything typed is saved; once a page."""
    return {"sentence": sentence}


# --- Components -------------------------------------------------------------------------------------------------------
@register.simple_tag
def status(word: str, tone: Tone = "info") -> SafeString:
    """A state as a word with a sign; the colour only repeats what the word says. A list has fifty of them, and a
    template of its own would cost as much as the rest of the row.
    """
    return format_html('<span class="chip chip--{}">{}{}</span>', tone, SIGNS.get(tone, ""), word)


@register.inclusion_tag("components/button.html", takes_context=True)
def button(
    context: Context,
    label: str,
    url: str = "",
    kind: components.ButtonKind = "primary",
    name: str = "",
    value: Any = "",
    reasons: Iterable[ReasonLike] = (),
    form: str = "",
) -> dict[str, Any]:
    """A link when ``url`` is given, otherwise a submit button. With ``reasons`` it may not be pressed and says why."""
    against = list(reasons or ())
    return {
        "label": label,
        "url": url,
        "kind": "tertiary" if kind == "link" else kind,
        "name": name,
        "value": value,
        "reasons": against,
        "form": form,
        "reasons_id": _fresh_id(context, "reasons") if against else "",
    }


@register.inclusion_tag("components/reasons.html")
def reasons(items: Iterable[ReasonLike], title: str = "", tone: str = "danger") -> dict[str, Any]:
    """Why something may not be done (or, with tone ``info`` or ``warning``, what to know): sentence and source each,
    as a link where the item knows the way.
    """
    return {
        "items": [(item, getattr(item, "url", "")) for item in items],
        "title": title or _("Das geht noch nicht"),
        "tone": tone,
    }


@register.inclusion_tag("components/facts.html")
def facts(items: Iterable[components.Fact]) -> dict[str, Any]:
    """What is known about an object, as a description list."""
    return {"items": list(items)}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Step], label: str = "") -> dict[str, Any]:
    """The way a procedure has gone and has still to go."""
    spoken = [(step, _(STATE_WORDS[step.state])) for step in items]
    return {"steps": spoken, "label": label or _("Stand des Vorgangs")}


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Iterable[components.Crumb]) -> dict[str, Any]:
    """The way to this page; the last one is the page itself."""
    return {"items": list(items)}


@register.inclusion_tag("components/tasks.html")
def tasks(items: Iterable[components.Task]) -> dict[str, Any]:
    """What waits for the person. Whoever calls puts the late ones first."""
    return {"items": list(items)}


@register.inclusion_tag("components/figures.html")
def figures(items: Iterable[components.Figure]) -> dict[str, Any]:
    """Numbers with what they mean, side by side."""
    return {"items": list(items)}


@register.inclusion_tag("components/dues.html")
def dues(items: Iterable[components.Due]) -> dict[str, Any]:
    """What falls due, the next first: day, what, how long it takes until then."""
    return {"items": list(items)}


@register.inclusion_tag("components/shares.html")
def shares(items: Iterable[components.Share], caption: str, part: str, whole: str) -> dict[str, Any]:
    """Amounts as parts of a whole, one a row: ``part`` and ``whole`` are the words for the two columns."""
    return {"items": list(items), "caption": caption, "part": part, "whole": whole}


@register.inclusion_tag("components/tiles.html")
def tiles(items: Iterable[components.Tile]) -> dict[str, Any]:
    """Ways into parts of the product."""
    return {"items": list(items)}


@register.inclusion_tag("components/empty.html")
def empty(sentence: str, url: str = "", action: str = "", detail: str = "") -> dict[str, Any]:
    """An empty list: says so, says how to fill it, and offers the action."""
    return {"sentence": sentence, "url": url, "action": action, "detail": detail}


@register.inclusion_tag("components/money_bar.html", takes_context=True)
def money_bar(
    context: Context, segments: Sequence[Segment], total: Decimal, label: str, stacked: bool = False, rest: str = ""
) -> dict[str, Any]:
    """Amounts as parts of ``total``, drawn, and as a table beneath. ``rest`` names what is left of a stacked bar."""
    left = total - sum((segment.amount for segment in segments), Decimal(0)) if stacked and rest else None
    return {
        "bars": components.bars(segments, total, stacked=stacked),
        "rows": [(segment, components.share(segment.amount, total)) for segment in segments],
        "total": total,
        "label": label,
        "rest": rest,
        "left": left,
        "left_share": components.share(left, total) if left is not None else "",
        "title_id": _fresh_id(context, "bar"),
    }


@register.inclusion_tag("components/land_map.html", takes_context=True)
def land_map(context: Context, drawing: LandMap, label: str, column: str) -> dict[str, Any]:
    """The Land with a value for each area, drawn, and as a table with the same words; ``column`` heads the values."""
    return {
        "map": drawing,
        "label": label,
        "column": column,
        "linked": any(value.url for value in drawing.rows),
        "tile": TILE,
        "title_id": _fresh_id(context, "map"),
    }


@register.inclusion_tag("components/land_sketch.html", takes_context=True)
def land_sketch(context: Context, sketch: Sketch) -> dict[str, Any]:
    """The Land, small, beside other things: without its table, which stands on the page it leads to."""
    return {"sketch": sketch, "map": sketch.drawing, "tile": TILE, "title_id": _fresh_id(context, "sketch")}


@register.inclusion_tag("components/column_chart.html")
def column_chart(columns: Sequence[components.Column], label: str) -> dict[str, Any]:
    """A few values beside each other, such as a figure over the years, drawn above the table that says them."""
    places = range(0, 100 * len(columns), 100)
    drawn = [
        (place + 20, 1000 - height, height) for place, height in zip(places, components.heights(columns), strict=True)
    ]
    return {"columns": columns, "drawn": drawn, "width": 100 * len(columns), "label": label}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All reasons of a form at the top of the page, each linking to its field. Part of ``{{ form }}`` already."""
    return {"form": form}


def _fresh_id(context: Context, prefix: str) -> str:
    """An id that occurs once on the page: counted in the part of the context that all included templates share."""
    shared: Any = context.render_context.dicts[0]
    counter = shared.setdefault("shell_ids", itertools.count(1))
    return f"{prefix}-{next(counter)}"
