"""Two more calls open for 2027: KOMM-AN I with its classes, and the base funding under the guideline of 3 April 2025.

What no source confirms is copied and says so; money and classes are invented for the demonstration.
"""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from vorort.core import clock
from vorort.demo.stage import Stage
from vorort.demo.stories import releases
from vorort.demo.stories.komm_an_2027 import INVENTED, OPEN_DAYS, WHOLE_YEAR, YEAR
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import programme
from vorort.funding.actions.call import CallText, QuestionText
from vorort.funding.actions.guideline import GuidelineText
from vorort.funding.entries import RateEntry
from vorort.funding.enums import QuestionKind
from vorort.funding.models import Call, FlatRate, GuidelineVersion
from vorort.funding.tables import GROUPS
from vorort.funding.tables import POSTS as POST_TABLE
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation

KOMM_AN_I, KI = "komm-an-i-2027", "ki-grundfoerderung-2027"
# Which class a centre is in: the limits by population are unconfirmed, so all of it is invented.
CLASSES = {"05974": "class_2", "05914": "class_1", "05122": "class_1", "05958": "class_3", "05754": "class_3"}
POSTS = {"05974": Decimal(5), "05914": Decimal(4), "05122": Decimal(4)}
NEW_DAY = date(2025, 4, 3)
COPIED = "Aus der Fassung vom 10. März 2023 übernommen; der Satz der Fassung von 2025 ist unbestätigt."
QUESTIONS = (
    QuestionText(
        "concept", "Integrationskonzept", QuestionKind.FILE, required=False, help="Als PDF, wenn es vorliegt."
    ),
    QuestionText("posts", "Welche Stellen sind besetzt, welche frei?", QuestionKind.LONG_TEXT),
)


def tell(stage: Stage) -> list[Call]:
    """Release what is missing and open both calls, on the day the call of KOMM-AN II opened."""
    today = clock.today()
    closes_on = date.fromordinal(max(date(YEAR, 2, 28).toordinal(), today.toordinal() + OPEN_DAYS))
    with clock.at(min(date(2026, 10, 1), today)):
        return [_komm_an_i(stage, closes_on), _base_funding(stage, closes_on)]


def _komm_an_i(stage: Stage, closes_on: date) -> Call:
    draft = releases.draft(stage, "komm_an_i")
    rows = [
        (f"centre-{key}", _class_of(key, centre), f"{WHOLE_YEAR[0]:%d.%m.%Y}", INVENTED, "ja")
        for key, centre in stage.centres.items()
    ]
    releases.table(stage, draft, GROUPS, rows)
    guideline = releases.released(stage, draft)
    text = CallText(
        code=KOMM_AN_I,
        title="KOMM-AN NRW Teil I 2027",
        summary="Stellen und Maßnahmen der Zentren nach ihrer Klasse.",
        questions=QUESTIONS,
        **_dates(closes_on),
    )
    return _open(stage, guideline, text, code="07 080 633 98 (erfunden)", amount=Decimal("6500000.00"))


def _class_of(key: str, centre: Organisation) -> str:
    """Every centre that may apply has a class, or nothing would count for her: districts the middle one."""
    return CLASSES.get(key) or ("class_2" if "kreis" in centre.area.name.casefold() else "class_1")


def _base_funding(stage: Stage, closes_on: date) -> Call:
    draft = _version_of_2025(stage)
    rows = [(f"centre-{key}", str(YEAR), "specialist", str(units), INVENTED, "ja") for key, units in POSTS.items()]
    releases.table(stage, draft, POST_TABLE, rows)
    guideline = releases.released(stage, draft)
    text = CallText(
        code=KI,
        title="Grundförderung der Kommunalen Integrationszentren 2027",
        summary="Stellen der Zentren und der Laiensprachmittlerpool.",
        questions=QUESTIONS,
        continuation=True,
        **_dates(closes_on),
    )
    return _open(stage, guideline, text, code="07 080 633 67 (erfunden)", amount=Decimal("19500000.00"))


def _version_of_2025(stage: Stage) -> GuidelineVersion:
    """Drafted from the version of 2023: its rates are copied, and marked as unconfirmed."""
    owner, old = stage["owner"], releases.guideline(stage, "ki_2022")
    draft = guidelines.begin_version(
        capacity=owner,
        predecessor_id=old.pk,
        title="Förderrichtlinie Kommunale Integrationszentren (2025)",
        dated_on=NEW_DAY,
        valid_from=NEW_DAY,
        source="Richtlinie vom 3. April 2025 [S44]; Sätze aus der Fassung von 2023 übernommen",
    )
    text = GuidelineText(**{field.name: getattr(draft, field.name) for field in fields(GuidelineText)})
    note = "Der Wortlaut vom 3. April 2025 ist nicht eingearbeitet: Sätze, Grenzen und Fristen sind die von 2023."
    draft = guidelines.edit_guideline(
        capacity=owner, guideline_id=draft.pk, expected_version=draft.version, text=replace(text, note=note)
    )
    for rate in FlatRate.objects.filter(component__guideline=draft).select_related("component", "cap"):
        values = {field.name: getattr(rate, field.name) for field in fields(RateEntry)}
        values |= {"component": rate.component.code, "cap": rate.cap.code if rate.cap else "", "note": COPIED}
        draft = guidelines.save_part(
            capacity=owner,
            guideline_id=draft.pk,
            expected_version=draft.version,
            entry=RateEntry(**values),
            part_id=rate.pk,
        )
    return draft


def _dates(closes_on: date) -> dict[str, Any]:
    return {
        "opens_on": date(2026, 10, 1),
        "closes_on": closes_on,
        "approval_period": WHOLE_YEAR,
        "execution_period": WHOLE_YEAR,
        "contact": "Bezirksregierung Arnsberg, Kompetenzzentrum für Integration\nDezernat 36",
        "file_prefix": "36.02",
        "eligible": (OrganisationKind.CENTRE,),
        "invented": True,
    }


def _open(stage: Stage, guideline: GuidelineVersion, text: CallText, *, code: str, amount: Decimal) -> Call:
    budget = programme.set_budget_line(
        actor=stage["owner"],
        programme=guideline.programme,
        code=code,
        title=text.title,
        year=YEAR,
        appropriated=amount,
        source=INVENTED,
        invented=True,
    )
    return releases.call(stage, guideline, text, budget_lines=[budget])
