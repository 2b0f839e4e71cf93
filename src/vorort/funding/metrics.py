"""Funding's figures: how long decisions take; the base funding's first notices and posts; entered budget lines."""

from bisect import bisect
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from vorort.funding.models import Award, AwardLine, BudgetLine
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind
from vorort.regions.enums import UnitKind
from vorort.regions.models import AreaPart, TerritorialUnit
from vorort.steering.metrics import FigureKind, Metric
from vorort.steering.metrics import register as register_metrics

CENTRE_FUNDING = "ki-grundfoerderung"
POST_UNIT = "Stelle"


def _first_notices(day: date) -> QuerySet[Award]:
    notices = Award.objects.released_by_day(day).filter(
        application__call__guideline__programme__code=CENTRE_FUNDING,
        application__applicant__kind=OrganisationKind.CENTRE,
    )
    same_centre = notices.filter(application__applicant=OuterRef("application__applicant"))
    earlier = same_centre.filter(
        Q(released_on__lt=OuterRef("released_on")) | Q(released_on=OuterRef("released_on"), pk__lt=OuterRef("pk"))
    )
    return (
        notices.filter(~Exists(earlier))
        .select_related("application__applicant")
        .order_by("application__applicant__name")
    )


def _of_kind(*kinds: UnitKind) -> Any:
    keys = TerritorialUnit.objects.filter(kind__in=kinds).values("key")
    parts = AreaPart.objects.filter(area=OuterRef("application__applicant__area"), excluded=False, prefix__in=keys)

    def objects(day: date) -> QuerySet[Award]:
        return _first_notices(day).filter(Exists(parts))

    return objects


def _posts_per_notice(awards: QuerySet[Award]) -> Decimal | None:
    notices = awards.count()
    if not notices:
        return None
    posts = AwardLine.objects.filter(award__in=awards.values("pk"), unit=POST_UNIT).aggregate(sum=Sum("units"))["sum"]
    return (posts or Decimal(0)) / notices


def _notices_of_a_year(day: date) -> QuerySet[Award]:
    notified = Award.objects.filter(notified_on__gt=day - timedelta(days=365), notified_on__lte=day)
    return notified.select_related("application__applicant").order_by("-notified_on", "-pk")


class DaysBetween(Func):
    """Whole days from the second day to the first; null where one is."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Days there are text."""
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Days are subtracted as they stand."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **more)


def _median_days(awards: QuerySet[Award]) -> Decimal | None:
    """Of all awards, however many: the database counts how often each number of days occurs."""
    days = DaysBetween(F("notified_on"), F("application__submitted_on"))
    counted = awards.order_by().annotate(days=days).filter(days__isnull=False).values_list("days")
    return median_of(counted.annotate(Count("pk")).order_by("days"))


def median_of(counted: Iterable[tuple[int, int]]) -> Decimal | None:
    """The median of numbers that are given with how often each occurs, the smallest first; None when there are none."""
    rows = list(counted)
    last = list(accumulate(often for _number, often in rows))
    if not last:
        return None
    middle = [rows[bisect(last, place)][0] for place in ((last[-1] - 1) // 2, last[-1] // 2)]
    return Decimal(sum(middle)) / 2


def _visible_awards(awards: QuerySet[Award], capacity: Capacity) -> QuerySet[Award]:
    return awards.filter(pk__in=Award.objects.visible_to(capacity).values("pk"))


def _centre_name(award: Award) -> str:
    return f"{award.application.applicant.name} ({award.application.file_number})"


def _application_of(award: Any) -> int:
    return int(award.application_id)


def _budget_2012(day: date) -> QuerySet[BudgetLine]:
    return BudgetLine.objects.filter(programme__code=CENTRE_FUNDING, year=day.year)


def _visible_budget(lines: QuerySet[BudgetLine], capacity: Capacity) -> QuerySet[BudgetLine]:
    return lines.filter(pk__in=BudgetLine.objects.visible_to(capacity).values("pk"))


def _appropriated(lines: QuerySet[BudgetLine]) -> Decimal:
    return lines.aggregate(sum=Sum("appropriated"))["sum"] or Decimal(0)


def _notice_metric(code: str, title: Any, statement: Any, objects: Any, **more: Any) -> Metric:
    return Metric(
        code=code,
        title=title,
        statement=statement,
        unit=more.pop("unit", _("Zentren")),
        kind=FigureKind.COUNTED,
        objects=objects,
        visible=_visible_awards,
        address="funding:application",
        label=_centre_name,
        address_key=_application_of,
        **more,
    )


DAYS_TO_NOTICE = _notice_metric(
    "funding.days_to_notice",
    _("Vom Eingang bis zum Bescheid"),
    _(
        "Median der Tage vom Eingang des Antrags bis zur Bekanntgabe des Bescheids, über alle Bescheide aller "
        "Behörden, die im Jahr bis zum Stichtag bekannt gegeben wurden. Ohne Bescheid steht ein Strich."
    ),
    _notices_of_a_year,
    unit=_("Tage"),
    measure=_median_days,
    nothing=_("Kein Bescheid in den zwölf Monaten bis zu diesem Tag."),
)
METRICS = (
    _notice_metric(
        "ki.first_notices",
        _("Zentren mit Zuwendungsbescheid der Grundförderung"),
        _("Freigegebene Zuwendungsbescheide der KI-Grundförderung bis zum Stichtag, je Zentrum einer."),
        _first_notices,
    ),
    _notice_metric(
        "ki.first_districts",
        _("davon Kreise"),
        _("Freigegebene Bescheide, deren Zentrum für einen Kreis oder die Städteregion zuständig ist."),
        _of_kind(UnitKind.DISTRICT),
    ),
    _notice_metric(
        "ki.first_cities",
        _("davon kreisfreie Städte"),
        _("Freigegebene Bescheide, deren Zentrum für eine kreisfreie Stadt (oder die Stadt Aachen) zuständig ist."),
        _of_kind(UnitKind.INDEPENDENT_CITY, UnitKind.MUNICIPALITY),
    ),
    _notice_metric(
        "ki.posts_per_centre",
        _("Stellen je Zentrum"),
        _("Stellen in den freigegebenen Bescheiden (Geld und Sachleistung), geteilt durch die Zahl der Bescheide."),
        _first_notices,
        unit=_("Vollzeitstellen"),
        measure=_posts_per_notice,
        nothing=_("Noch kein Bescheid bis zu diesem Tag."),
    ),
    Metric(
        code="ki.budget",
        title=_("Haushaltsmittel für die Stellen des Integrationsministeriums"),
        statement=_(
            "Ansatz der Haushaltsstelle der KI-Grundförderung im Jahr des Stichtags. Eingetragen, nicht gezählt."
        ),
        unit=_("Euro"),
        kind=FigureKind.ENTERED,
        objects=_budget_2012,
        visible=_visible_budget,
        address="funding:budget_line",
        measure=_appropriated,
    ),
    DAYS_TO_NOTICE,
)


def register() -> None:
    """Called when the app is ready."""
    register_metrics(METRICS)
