"""The funding app config: guards that keep decisions and rule sets as they are, kinds of message, metrics."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from vorort.core.guards import Guard, rows_stand
from vorort.funding import search_index
from vorort.funding.guards import PROGRAMME_GUARDS, any_changed, changed

_RELEASED = 'EXISTS (SELECT 1 FROM "funding_award" a WHERE a."id" = {row}."award_id" AND a."state" <> \'prepared\')'
_DECIDED_BY = 'EXISTS (SELECT 1 FROM "funding_{other}" o WHERE o."application_id" = NEW."application_id")'
_STANDS = "Der Inhalt einer freigegebenen Bewilligung steht fest."
_DECISION = (
    "application_id", "reasoning", "delivery_days", "remedy_months", "content_edited_by_id", "released_by_id",
    "released_on",
)  # fmt: skip
_AWARD = (
    *_DECISION, "amount", "in_kind_units", "hearing_required", "purpose", "special_conditions", "approval_from",
    "approval_to", "execution_from", "execution_to", "proof_due_months",
)  # fmt: skip
_REFUSAL = (*_DECISION, "legal_basis", "hearing_required")
_EARLY_START = (*_DECISION, "consented", "starts_on")


def _decision_stands(
    name: str, columns: tuple[str, ...], *, only_by: str, released: str, also: str = ""
) -> list[Guard]:
    """What every decision keeps: its content from release on, everything from notification on, and the row itself."""
    table = f"funding_{name}"
    notified = f"NEW.\"state\" <> 'notified' OR {any_changed(*columns, 'notified_on')}{also}"
    return [
        Guard(f"{table}_stands", table, "UPDATE", only_by, condition=f"OLD.\"state\" = 'notified' AND ({notified})"),
        Guard(
            f"{table}_release_stands",
            table,
            "UPDATE",
            "Eine Änderung nach der Freigabe lässt die Freigabe erlöschen.",
            condition="OLD.\"state\" = 'released' AND NEW.\"state\" <> 'prepared' AND (" + any_changed(*columns) + ")",
        ),
        Guard(f"{table}_kept", table, "DELETE", released, condition="OLD.\"state\" <> 'prepared'"),
    ]


def _alone(name: str, other: str) -> Guard:
    """An application is granted or refused, not both."""
    return Guard(
        f"funding_{name}_alone",
        f"funding_{name}",
        "INSERT",
        "Über einen Antrag wird einmal entschieden: bewilligt oder abgelehnt.",
        condition=_DECIDED_BY.format(other=other),
    )


class FundingConfig(AppConfig):
    """Programmes, calls, applications, decisions."""

    name = "vorort.funding"
    label = "funding"
    derived_tables = (search_index.NAME,)
    guards = (
        *_decision_stands(
            "award",
            _AWARD,
            only_by="Einen bekannt gegebenen Bescheid ändert nur ein Änderungsbescheid.",
            released=_STANDS,
            also=f' OR (OLD."waived_on" IS NOT NULL AND {changed("waived_on")})',
        ),
        *_decision_stands(
            "refusal",
            _REFUSAL,
            only_by="Eine bekannt gegebene Ablehnung steht fest.",
            released="Der Inhalt einer freigegebenen Ablehnung steht fest.",
        ),
        *_decision_stands(
            "earlystart",
            _EARLY_START,
            only_by="Eine bekannt gegebene Antwort steht fest.",
            released="Der Inhalt einer freigegebenen Antwort steht fest.",
        ),
        _alone("award", "refusal"),
        _alone("refusal", "award"),
        *rows_stand("funding_awardline", _STANDS, _RELEASED),
        *rows_stand("funding_awardyear", _STANDS, _RELEASED),
        *PROGRAMME_GUARDS,
    )

    def ready(self) -> None:
        from vorort.core import imports
        from vorort.funding import message_kinds, metrics, tables

        message_kinds.register()
        metrics.register()
        for sheet in tables.SHEETS.values():
            imports.register(tables.importer(sheet))
        post_migrate.connect(search_index.lay, sender=self, dispatch_uid="funding.search_index")
