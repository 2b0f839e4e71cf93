"""Many rows: a small world that went through the actions, and copies of its files written straight into the tables.

What is copied has the columns a list, a file and a notice look at; its history has entries without values.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice, product
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Model

from tests.funding.world import FORMAL, SUBSTANTIVE, TODAY, World, build, fresh
from vorort.core import clock
from vorort.core.models import HistoryEntry, Message
from vorort.funding.actions import award as awards
from vorort.funding.actions import early_start as early_starts
from vorort.funding.actions import information, review
from vorort.funding.models import (
    Application,
    Award,
    AwardLine,
    Call,
    GuidelineVersion,
    Programme,
    Refusal,
)
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.regions.models import Area

OWN_PREFIX, FOREIGN_PREFIX = "36.01", "48.02"
CALLS, FOREIGN_SHARE, NOTICES = 40, 10, 200
FIRST_DAY, LAST_DAY = date(2022, 1, 3), date(2026, 11, 1)
BATCH = 2000
NOUNS = ("Ankommen", "Sprachtreff", "Begleitung", "Nachbarschaft", "Lotsen", "Familiencafé", "Werkstatt", "Lernhilfe")
OFTEN, SELDOM, SELDOM_ROWS = "Familiencafé", "Sternwarte", 3
NEED = "In mehreren Orten fehlt ein Treffpunkt, an dem Menschen, die neu sind, andere kennenlernen und Rat finden. " * 4
# How many of a hundred applications are in which state; the rest has its award and its notice.
STATES = {"submitted": 8, "in_formal_review": 7, "in_substantive_review": 5, "asked_again": 2, "withdrawn": 8}
STATES |= {"prepared": 3, "released": 2, "refused": 5}
ENTRIES = ("application.begun", "application.details_saved", "application.submitted")


@dataclass
class Pattern:
    """The small world, and an application of it in each state with what was decided on it."""

    world: World
    applications: dict[str, Application] = field(default_factory=dict)
    fullest: Application | None = None

    def decision(self, stage: str, model: Any) -> Any:
        """The award or refusal on the application in ``stage``."""
        return model.objects.get(application=self.applications[stage])


def build_pattern() -> Pattern:
    """Through the actions, in an empty database."""
    with transaction.atomic(), clock.at(TODAY):
        pattern = Pattern(build())
        for stage in (*STATES, "notified"):
            made = getattr(pattern.world, stage)(call=pattern.world.open_call(f"muster-{stage.replace('_', '-')}"))
            key = made.pk if isinstance(made, Application) else made.application_id
            pattern.applications[stage] = Application.objects.get(pk=key)
        pattern.fullest = _with_everything(pattern.world)
    return pattern


def _with_everything(world: World) -> Application:
    """A file that went every way there is: early start, opinion, request for information, hearing, award in part."""
    application = world.in_formal_review(call=world.open_call("muster-alles"))
    _early_start(world, application)
    world.ask_office(application)
    world.ask_again(application, "need")
    lead, coordinator = world.district.lead, world.district.coordinator
    information.save_answer(capacity=coordinator, answer="Rund 200.", **_as_it_stands(application))
    information.hand_in_information(capacity=lead, **_as_it_stands(application))
    world.check(fresh(application), FORMAL)
    review.begin_substantive_review(capacity=world.clerk, **_as_it_stands(application))
    world.check(fresh(application), SUBSTANTIVE)
    item = application.items.get(rate__code="print_media")
    award = world.prepare(fresh(application), units={item.pk: item.units}, reasoning="Honorare sind nicht nötig.")
    award = world.release(fresh(world.heard(award)))
    awards.notify_award(capacity=world.clerk, award_id=award.pk, expected_version=award.version)
    return fresh(application)  # type: ignore[no-any-return]


def _early_start(world: World, application: Application) -> None:
    world.wish_early_start(application)
    early = world.answer_early_start(application)
    early = early_starts.release_early_start(
        capacity=world.officer, early_start_id=early.pk, expected_version=early.version
    )
    early_starts.notify_early_start(capacity=world.clerk, early_start_id=early.pk, expected_version=early.version)


def _as_it_stands(application: Application) -> dict[str, int]:
    return {"application_id": application.pk, "expected_version": fresh(application).version}


# --- Copies -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Amount:
    """How much there is in a database, counted after it was made."""

    applications: int
    awards: int
    entries: int


def fill(pattern: Pattern, rows: int) -> Amount:
    """Make ``rows`` applications that the authority of the world sees, and a tenth as many of another one."""
    chance = random.Random(1)  # noqa: S311 - the same rows in every run
    with transaction.atomic():
        foreign = _foreign_call(pattern)
        places = _organisations(rows // CALLS + 1)
        calls = copies(pattern.world.call, code=[f"runde-{n}" for n in range(CALLS)], title=_titles_of_calls())
        already = Application.objects.filter(file_number__isnull=False).count()
        pairs = list(islice(product(calls, places), rows - already))
        made = _applications(pattern, pairs, chance)
        _decisions(pattern, made)
        foreign_calls = copies(foreign, code=[f"fremd-{n}" for n in range(rows // FOREIGN_SHARE // len(places) + 1)])
        strangers = list(islice(product(foreign_calls, places), rows // FOREIGN_SHARE))
        _applications(pattern, strangers, chance, prefix=FOREIGN_PREFIX)
        _history([row for rows_of_stage in made.values() for row in rows_of_stage])
        _messages(pattern.world)
    _settle()
    return Amount(Application.objects.count(), Award.objects.count(), HistoryEntry.objects.count())


def values_of(row: Any) -> dict[str, Any]:
    """The columns of ``row`` but its key."""
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.name != "id"}


def copies(row: Any, **changes: Sequence[object]) -> list[Any]:
    """As many copies of ``row`` as each of ``changes`` has values."""
    model: type[Model] = type(row)
    fields = values_of(row)
    made = [model(**fields | dict(zip(changes, values, strict=True))) for values in zip(*changes.values(), strict=True)]
    return model._default_manager.bulk_create(made, batch_size=BATCH)


def _foreign_call(pattern: Pattern) -> Call:
    """A call of another ministry and another authority under a copy of the guideline."""
    world = pattern.world
    programme = Programme.objects.create(
        code="fremd", title="Fremdes Programm", legal_basis="§", owner=world.foreign_ministry,
        authority=world.foreign_authority,
    )  # fmt: skip
    [guideline] = copies(world.guideline, programme_id=[programme.pk])
    assert isinstance(guideline, GuidelineVersion)  # noqa: S101
    [call] = copies(world.call, guideline_id=[guideline.pk], code=["fremder-aufruf"])
    return call  # type: ignore[no-any-return]


def _organisations(count: int) -> list[Organisation]:
    areas = list(Area.objects.filter(code__startswith="centre-").order_by("code"))
    names = [
        (f"Begegnungsverein {number} {area.name}", area)
        for number, area in zip(range(count), cycle(areas), strict=False)
    ]
    return Organisation.objects.bulk_create(
        Organisation(
            name=name,
            short_name=name[:60],
            kind=OrganisationKind.ASSOCIATION,
            area=area,
            exists_from=FIRST_DAY,
            invented=True,
        )
        for name, area in names
    )


def _titles_of_calls() -> list[str]:
    return [f"KOMM-AN NRW Teil II {2022 + number // 8}, Runde {number % 8 + 1}" for number in range(CALLS)]


def _applications(
    pattern: Pattern, pairs: Sequence[tuple[Call, Organisation]], chance: random.Random, prefix: str = OWN_PREFIX
) -> dict[str, list[Application]]:
    """The applications that are new, by the stage they were copied from."""
    drawn = list(_drawn(pattern, pairs, chance, prefix))
    Application.objects.bulk_create((row for _stage, row in drawn), batch_size=BATCH)
    return {stage: [row for of, row in drawn if of == stage] for stage in pattern.applications}


def _drawn(
    pattern: Pattern, pairs: Sequence[tuple[Call, Organisation]], chance: random.Random, prefix: str
) -> Iterator[tuple[str, Application]]:
    stages = [stage for stage, share in STATES.items() for _ in range(share)]
    stages += ["notified"] * (100 - len(stages))
    span = (LAST_DAY - FIRST_DAY).days
    clerks = (pattern.world.clerk.id, pattern.world.second_clerk.id, None)
    patterns = {stage: values_of(row) for stage, row in pattern.applications.items()}
    for number, (call, place) in enumerate(pairs):
        stage = chance.choice(stages)
        row = patterns[stage]
        received = FIRST_DAY + timedelta(days=span * number // len(pairs))
        seldom = prefix == OWN_PREFIX and number % (len(pairs) // SELDOM_ROWS + 1) == 7
        noun = SELDOM if seldom else chance.choice(NOUNS)
        changed = {
            "call_id": call.pk,
            "applicant_id": place.pk,
            "title": f"{noun} {place.name.partition(' ')[2]} {call.code.rpartition('-')[2]}",
            "need": NEED,
            "requested": Decimal(chance.randrange(50_000, 9_000_000)) / 100,
            "created_on": received - timedelta(days=20),
            "submitted_on": received,
            "withdrawn_on": received if row["withdrawn_on"] else None,
            "due_on": received + (row["due_on"] - TODAY) if row["due_on"] else None,
            "file_number": f"{prefix}-{received.year}-{number:06d}",
            "authority_clerk_id": clerks[number % 3],
        }
        yield stage, Application(**row | changed)


def _decisions(pattern: Pattern, made: dict[str, list[Application]]) -> None:
    """Awards and refusals. Some awards have lines and years, so that their notices can be written."""
    with_lines, others = made["notified"][:NOTICES], made["notified"][NOTICES:]
    _awards(pattern.decision("prepared", Award), made["prepared"])
    _awards(pattern.decision("released", Award), made["released"])
    notified = pattern.decision("notified", Award)
    made_known = [(row.submitted_on or FIRST_DAY) + timedelta(days=30 + row.pk % 90) for row in others]
    _awards(notified, others, released_on=made_known, notified_on=made_known)
    refused = made["refused"]
    copies(pattern.decision("refused", Refusal), application_id=[row.pk for row in refused])
    numbers = [row.pk for row in _awards(pattern.decision("prepared", Award), with_lines)]
    for line in AwardLine.objects.filter(award=notified):
        copies(line, award_id=numbers)
    for year in notified.years.all():
        copies(year, award_id=numbers)
    known = {name: getattr(notified, name) for name in ("state", "released_by_id", "released_on", "notified_on")}
    Award.objects.filter(pk__in=numbers).update(**known)


def _awards(pattern: Award, rows: Sequence[Application], **changes: Sequence[object]) -> list[Award]:
    amounts = [row.requested for row in rows]
    return copies(pattern, application_id=[row.pk for row in rows], amount=amounts, **changes)


def _history(made: Sequence[Application]) -> None:
    moment = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    rows = (
        HistoryEntry(
            stream=f"funding.application:{row.pk}",
            number=number,
            action=action,
            business_day=row.submitted_on or TODAY,
            recorded_at=moment,
            payload_digest="-",
            digest="-",
        )
        for row in made
        for number, action in enumerate(ENTRIES, start=1)
    )
    while batch := list(islice(rows, BATCH)):
        HistoryEntry.objects.bulk_create(batch)


def _messages(world: World) -> None:
    """A full inbox, read but for a few."""
    moment = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    Message.objects.bulk_create(
        Message(
            key=f"messung-{number}",
            kind="award_notified",
            subject_kind="funding.application",
            subject_id=1,
            recipient_user_id=who.user_id,
            recipient_organisation_id=who.organisation_id,
            values={"file_number": "36.01-2026-0001"},
            sent_on=moment,
            read_on=moment if number > 12 else None,
        )
        for who in (world.clerk, world.officer, world.district.lead)
        for number in range(1000)
    )


def _settle() -> None:
    """PostgreSQL learns what is in its tables, as its housekeeping would let it; SQLite learns nothing by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # This cluster lets nobody wait for the log. What has not arrived there counts for VACUUM as not yet seen by
            # everybody, and no index would be read alone.
            cursor.execute("SET synchronous_commit = on")
            cursor.execute("CHECKPOINT")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
