"""What the database itself refuses of programmes: a released rule set and a published call stand as they are.

The guards of awards stand in ``apps.py``.
"""

from vorort.core.guards import Guard, rows_stand

_RELEASED = "Eine freigegebene Fassung wird nicht geändert; eine neue löst sie ab."
_PUBLISHED = "Ein veröffentlichter Aufruf steht fest."
_GUIDELINE = (
    "programme_id", "state", "title", "dated_on", "valid_from", "source", "note", "channel", "financing_type",
    "funding_form", "purpose", "ancillary_conditions", "ancillary_source", "payout",
    "content_edited_by_id", "released_by_id", "released_on",
)  # fmt: skip
_CALL = (
    "guideline_id", "state", "code", "title", "summary", "opens_on", "closes_on", "approval_from", "approval_to",
    "execution_from", "execution_to", "contact", "file_prefix", "continuation", "municipalities",
    "content_edited_by_id", "published_by_id", "published_on",
)  # fmt: skip
# A row's guideline, however many tables away. {row} is OLD or NEW.
_PARENTS = {
    "funding_parameter": '{row}."guideline_id"',
    "funding_component": '{row}."guideline_id"',
    "funding_ratecap": '{row}."guideline_id"',
    "funding_caplimit": '(SELECT p."guideline_id" FROM "funding_ratecap" p WHERE p."id" = {row}."cap_id")',
    "funding_flatrate": '(SELECT p."guideline_id" FROM "funding_component" p WHERE p."id" = {row}."component_id")',
}
_NO_DRAFT = 'EXISTS (SELECT 1 FROM "funding_guidelineversion" g WHERE g."id" = {key} AND g."state" <> \'draft\')'
_LIMITS_NOBODY = (
    'NEW."state" = \'released\' AND OLD."state" <> \'released\' AND EXISTS (SELECT 1 FROM "funding_ratecap" c'
    ' WHERE c."guideline_id" = NEW."id" AND NOT EXISTS'
    ' (SELECT 1 FROM "funding_caplimit" l WHERE l."cap_id" = c."id"))'
)
_CALL_PUBLISHED = 'EXISTS (SELECT 1 FROM "funding_call" c WHERE c."id" = {row}."call_id" AND c."state" = \'published\')'
_WITHOUT_GUIDELINE = (
    'NEW."state" = \'published\' AND NOT EXISTS (SELECT 1 FROM "funding_guidelineversion" g'
    ' WHERE g."id" = NEW."guideline_id" AND g."state" = \'released\')'
)


def changed(column: str) -> str:
    """Whether a column changes, also to or from NULL; as both databases say it."""
    return f'(NEW."{column}" <> OLD."{column}" OR (NEW."{column}" IS NULL) <> (OLD."{column}" IS NULL))'


def any_changed(*columns: str) -> str:
    """Whether one of ``columns`` changes."""
    return " OR ".join(changed(column) for column in columns)


_LONGER = (
    f'({changed("valid_to")} AND (NEW."valid_to" IS NULL'
    ' OR (OLD."valid_to" IS NOT NULL AND NEW."valid_to" > OLD."valid_to")))'
)


PROGRAMME_GUARDS = (
    Guard(
        "funding_guideline_stands",
        "funding_guidelineversion",
        "UPDATE",
        _RELEASED,
        condition=f"OLD.\"state\" <> 'draft' AND ({any_changed(*_GUIDELINE)} OR {_LONGER})",
    ),
    Guard(
        "funding_guideline_caps_limit",
        "funding_guidelineversion",
        "UPDATE",
        "Eine Obergrenze ohne Grenze begrenzt niemanden.",
        condition=_LIMITS_NOBODY,
    ),
    Guard("funding_guideline_kept", "funding_guidelineversion", "DELETE", _RELEASED, "OLD.\"state\" <> 'draft'"),
    *(guard for table, key in _PARENTS.items() for guard in rows_stand(table, _RELEASED, _NO_DRAFT.format(key=key))),
    Guard(
        "funding_call_stands",
        "funding_call",
        "UPDATE",
        _PUBLISHED,
        condition=f"OLD.\"state\" = 'published' AND ({any_changed(*_CALL)})",
    ),
    Guard("funding_call_kept", "funding_call", "DELETE", _PUBLISHED, "OLD.\"state\" = 'published'"),
    Guard("funding_call_under_released", "funding_call", "UPDATE", _PUBLISHED, condition=_WITHOUT_GUIDELINE),
    Guard("funding_call_born_under_released", "funding_call", "INSERT", _PUBLISHED, condition=_WITHOUT_GUIDELINE),
    *rows_stand("funding_eligiblekind", _PUBLISHED, _CALL_PUBLISHED),
    *rows_stand("funding_call_goals", _PUBLISHED, _CALL_PUBLISHED),
    *rows_stand("funding_call_budget_lines", _PUBLISHED, _CALL_PUBLISHED),
    *rows_stand(
        "funding_question", _PUBLISHED, _CALL_PUBLISHED, ("UPDATE", "DELETE")
    ),  # a further version of the questions may come
)
