"""A guideline version: begun from the old one, edited as a draft, released by a second person, or discarded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core import clock, history, messages
from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding import permissions
from vorort.funding.actions import rule_set
from vorort.funding.entries import Entry, ParameterEntry
from vorort.funding.enums import Channel, FinancingType, FundingForm, GuidelineState
from vorort.funding.models import FlatRate, GuidelineVersion, Parameter, Programme
from vorort.funding.queries import guideline as queries
from vorort.funding.rules import programme as rules
from vorort.funding.workflow import GUIDELINE
from vorort.network.capacity import Capacity, recipients
from vorort.network.enums import Role


@dataclass(frozen=True)
class GuidelineText:
    """Title, dates, source and the sentences a notice takes from the version."""

    title: str
    dated_on: date
    valid_from: date
    valid_to: date | None
    source: str
    purpose: str
    ancillary_conditions: str
    payout: str
    note: str = ""
    ancillary_source: str = ""
    channel: Channel = Channel.GRANT
    financing_type: FinancingType = FinancingType.FIXED_AMOUNT
    funding_form: FundingForm = FundingForm.ALLOCATION


NEEDED_TEXTS = ("title", "source", "purpose", "ancillary_conditions", "payout")


def new_draft(capacity: Capacity, programme: Programme, text: GuidelineText) -> GuidelineVersion:
    """An empty draft under ``programme``. Raises ActionRefused for blank texts and dates that contradict each other."""
    _check(text)
    return GuidelineVersion.objects.create(
        programme=programme,
        content_edited_by_id=capacity.user_id,
        content_edited_at=clock.now(),
        **vars(text),
    )


@transaction.atomic
def begin_version(
    *, capacity: Capacity, predecessor_id: int, title: str, dated_on: date, valid_from: date, source: str
) -> GuidelineVersion:
    """Copy a released version with its whole rule set into a draft that is to hold from ``valid_from``.

    Raises ActionRefused when the programme is not hers or the old version holds later; NotFound.
    """
    old = GuidelineVersion.objects.visible_to(capacity).select_related("programme").filter(pk=predecessor_id).first()
    if old is None:
        raise NotFound(f"guideline {predecessor_id}")
    refuse_when(permissions.reasons_against_running(capacity, old.programme))
    if old.state != GuidelineState.RELEASED:
        refuse_when([Reason("not_released", _("Eine neue Fassung beginnt bei einer freigegebenen."))])
    if valid_from <= old.valid_from:
        reason = Reason("not_later", _("Die neue Fassung gilt später als die alte."), field="valid_from")
        refuse_when([reason])
    texts = {name: getattr(old, name) for name in GuidelineText.__dataclass_fields__}
    text = GuidelineText(**texts)
    draft = new_draft(
        capacity,
        old.programme,
        replace(text, title=title, dated_on=dated_on, valid_from=valid_from, valid_to=None, source=source),
    )
    rule_set.copy(old, draft)
    history.record(capacity, "guideline.begun", draft, title=title, valid_from=valid_from, copied_from=old.pk)
    return draft


@transaction.atomic
def edit_guideline(
    *, capacity: Capacity, guideline_id: int, expected_version: int, text: GuidelineText
) -> GuidelineVersion:
    """Save texts and dates of a draft. Rates that hold from its first day move with it.

    Raises ActionRefused, NotFound or VersionConflict.
    """
    draft = locked_draft(capacity, guideline_id, expected_version)
    _check(text)
    before = draft.valid_from
    changed = [name for name, value in vars(text).items() if getattr(draft, name) != value]
    for name in changed:
        setattr(draft, name, getattr(text, name))
    draft.save(update_fields=changed)
    if before != draft.valid_from:
        _move_rates(draft, before)
    return saved(capacity, draft, "guideline.edited", fields=sorted(changed))


@transaction.atomic
def save_parameters(
    *, capacity: Capacity, guideline_id: int, expected_version: int, entries: Sequence[ParameterEntry]
) -> GuidelineVersion:
    """Save the figures of a draft; a figure not named is gone. Raises ActionRefused, NotFound or VersionConflict."""
    draft = locked_draft(capacity, guideline_id, expected_version)
    refuse_when(rules.reasons_against_parameters([(entry.code, entry.source) for entry in entries]))
    draft.parameters.all().delete()
    Parameter.objects.bulk_create(Parameter(guideline=draft, **vars(entry)) for entry in entries)
    values = {str(entry.code): entry.value for entry in entries}
    return saved(capacity, draft, "guideline.parameters_saved", values=values)


@transaction.atomic
def save_part(
    *, capacity: Capacity, guideline_id: int, expected_version: int, entry: Entry, part_id: int | None = None
) -> GuidelineVersion:
    """Save a component, a cap or a rate of a draft: a new one, or the one with this key.

    Raises ActionRefused, NotFound or VersionConflict.
    """
    draft = locked_draft(capacity, guideline_id, expected_version)
    part = rule_set.write(draft, entry, part_id)
    return saved(capacity, draft, "guideline.part_saved", part=f"{part._meta.model_name} {entry.code}")


@transaction.atomic
def remove_part(
    *, capacity: Capacity, guideline_id: int, expected_version: int, kind: type[Entry], part_id: int
) -> GuidelineVersion:
    """Take a component, a cap or a rate out of a draft. Raises ActionRefused, NotFound or VersionConflict."""
    draft = locked_draft(capacity, guideline_id, expected_version)
    removed = rule_set.remove(draft, kind, part_id)
    return saved(capacity, draft, "guideline.part_removed", part=removed)


@transaction.atomic
def request_release(*, capacity: Capacity, guideline_id: int, expected_version: int) -> GuidelineVersion:
    """Ask the ministry's releasers to look. Raises ActionRefused with what is missing, NotFound or VersionConflict."""
    draft = _locked(capacity, guideline_id, expected_version)
    _move(capacity, draft, "request_release")
    history.record(capacity, "guideline.release_requested", draft)
    _tell(draft, "guideline_ready", Role.PROGRAMME_RELEASER)
    return draft


@transaction.atomic
def release_guideline(*, capacity: Capacity, guideline_id: int, expected_version: int) -> GuidelineVersion:
    """Release what a colleague drafted. The version before it ends the day before, unless it has ended already.

    The programme is locked last: of two versions for the same days one wins. Raises ActionRefused, NotFound or
    VersionConflict.
    """
    draft = _locked(capacity, guideline_id, expected_version)
    Programme.objects.select_for_update().get(pk=draft.programme_id)
    before = rules.predecessor(queries.guideline_facts(draft))
    _move(capacity, draft, "release")
    if before is not None:
        old = GuidelineVersion.objects.released().get(programme_id=draft.programme_id, valid_from=before.valid_from)
        _end(capacity, old, draft)
    draft.released_by_id = capacity.user_id
    draft.released_on = clock.today()
    draft.version += 1
    draft.save(update_fields=["state", "released_by", "released_on", "version"])
    history.record(capacity, "guideline.released", draft, valid_from=draft.valid_from, source=draft.source)
    _tell(draft, "guideline_released", Role.PROGRAMME_OWNER)
    return draft


@transaction.atomic
def discard_guideline(*, capacity: Capacity, guideline_id: int, expected_version: int, reason: str) -> GuidelineVersion:
    """Give a draft up for ``reason``; it stays in the list. Raises ActionRefused, NotFound or VersionConflict."""
    draft = _locked(capacity, guideline_id, expected_version)
    _move(capacity, draft, "discard", {"reason": reason})
    draft.discarded_on = clock.today()
    draft.discard_reason = reason
    draft.version += 1
    draft.save(update_fields=["state", "discarded_on", "discard_reason", "version"])
    history.record(capacity, "guideline.discarded", draft, reason=reason)
    return draft


def locked_draft(capacity: Capacity, guideline_id: int, expected_version: int) -> GuidelineVersion:
    """The draft, locked for whoever may edit it. Raises ActionRefused, NotFound or VersionConflict."""
    draft = _locked(capacity, guideline_id, expected_version)
    _move(capacity, draft, "edit")
    return draft


def saved(capacity: Capacity, draft: GuidelineVersion, action: str, **values: object) -> GuidelineVersion:
    """Count the change and note who made it."""
    draft.version += 1
    draft.content_edited_by_id = capacity.user_id
    draft.content_edited_at = clock.now()
    draft.save(update_fields=["version", "content_edited_by", "content_edited_at"])
    history.record(capacity, action, draft, version=draft.version, **values)
    return draft


def _locked(capacity: Capacity, guideline_id: int, expected_version: int) -> GuidelineVersion:
    found: GuidelineVersion = (
        GuidelineVersion.objects.visible_to(capacity).select_related("programme").locked(guideline_id, expected_version)
    )
    return found


def _move(capacity: Capacity, draft: GuidelineVersion, name: str, values: dict[str, object] | None = None) -> None:
    GUIDELINE.move(draft, name, actor=capacity, facts=queries.guideline_facts(draft), on=clock.today(), values=values)


def _check(text: GuidelineText) -> None:
    texts = {name: getattr(text, name) for name in NEEDED_TEXTS}
    refuse_when(rules.reasons_against_text(texts, valid_from=text.valid_from, valid_to=text.valid_to))


def _move_rates(draft: GuidelineVersion, before: date) -> None:
    rates = FlatRate.objects.filter(component__guideline=draft)
    later = rates.exclude(valid_from=before)
    if later.filter(valid_from__lte=draft.valid_from).exists():
        sentence = _("Eine Pauschale dieser Fassung beginnt früher. Ändern Sie erst die Pauschale.")
        refuse_when([Reason("rates_before", sentence, field="valid_from")])
    rates.filter(valid_from=before).update(valid_from=draft.valid_from)


def _end(capacity: Capacity, old: GuidelineVersion, new: GuidelineVersion) -> None:
    last_day = rules.last_day_before(new.valid_from, valid_to=old.valid_to)
    if last_day != old.valid_to:
        old.valid_to = last_day
        old.save(update_fields=["valid_to"])
        history.record(capacity, "guideline.ended", old, valid_to=last_day, followed_by=new.pk)


def _tell(draft: GuidelineVersion, kind: str, role: Role) -> None:
    people = recipients(draft.programme.owner_id, [role], on=clock.today())
    messages.send(kind, draft, people, occasion=f"version-{draft.version}", title=draft.title)
