"""The funding app config: guards that keep awards and rule sets as they are, kinds of message, metrics."""

from django.apps import AppConfig

from vorort.core.guards import Guard
from vorort.funding.guards import PROGRAMME_GUARDS, any_changed, changed

_RELEASED = 'EXISTS (SELECT 1 FROM "funding_award" a WHERE a."id" = {row}."award_id" AND a."state" <> \'prepared\')'
_RELEASED_BEFORE, _RELEASED_AFTER = _RELEASED.format(row="OLD"), _RELEASED.format(row="NEW")
_RELEASED_LINE = {
    "INSERT": _RELEASED_AFTER,
    "UPDATE": f"{_RELEASED_BEFORE} OR {_RELEASED_AFTER}",
    "DELETE": _RELEASED_BEFORE,
}
_STANDS = "Der Inhalt einer freigegebenen Bewilligung steht fest."
_CONTENT = (
    "application_id", "amount", "purpose", "reasoning", "special_conditions", "approval_from", "approval_to",
    "execution_from", "execution_to", "delivery_days", "remedy_months", "proof_due_months", "content_edited_by_id",
    "released_by_id", "released_on",
)  # fmt: skip


def _lines_stand(table: str) -> tuple[Guard, ...]:
    return tuple(
        Guard(f"{table}_stands_{event.lower()}", table, event, _STANDS, condition=condition)
        for event, condition in _RELEASED_LINE.items()
    )


class FundingConfig(AppConfig):
    """Programmes, calls, applications, awards."""

    name = "vorort.funding"
    label = "funding"
    guards = (
        Guard(
            "funding_award_stands",
            "funding_award",
            "UPDATE",
            "Einen bekannt gegebenen Bescheid ändert nur ein Änderungsbescheid.",
            condition="OLD.\"state\" = 'notified' AND (NEW.\"state\" <> 'notified' OR "
            + any_changed(*_CONTENT, "notified_on")
            + f' OR (OLD."waived_on" IS NOT NULL AND {changed("waived_on")}))',
        ),
        Guard(
            "funding_award_release_stands",
            "funding_award",
            "UPDATE",
            "Eine Änderung nach der Freigabe lässt die Freigabe erlöschen.",
            condition="OLD.\"state\" = 'released' AND NEW.\"state\" <> 'prepared' AND (" + any_changed(*_CONTENT) + ")",
        ),
        Guard("funding_award_kept", "funding_award", "DELETE", _STANDS, condition="OLD.\"state\" <> 'prepared'"),
        *_lines_stand("funding_awardline"),
        *_lines_stand("funding_awardyear"),
        *PROGRAMME_GUARDS,
    )

    def ready(self) -> None:
        from vorort.core import imports
        from vorort.funding import message_kinds, metrics, tables

        message_kinds.register()
        metrics.register()
        for sheet in tables.SHEETS.values():
            imports.register(tables.importer(sheet))
