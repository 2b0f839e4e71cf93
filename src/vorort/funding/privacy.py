"""Which columns of funding are personal: who edited, signed, checked, released; and free text people may put names
into.
"""

_NO = "no"
_WHO = "personal: wer gehandelt hat, für die Nachweisbarkeit; mit dem Vorgang"
_TEXT = "personal: freier Text im Verfahren, kann Namen enthalten; mit dem Vorgang"
_CHARGE = "personal: wer für den Vorgang zuständig ist; mit dem Vorgang"
_VIEW = "personal: eigene Ansicht der Vorgangsliste, kann Suchworte enthalten; bis zum Ende der Mitgliedschaft"


def _plain(*columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, _NO)


FIELDS: dict[str, dict[str, str]] = {
    "Programme": _plain("id", "code", "title", "legal_basis", "owner", "authority"),
    "GuidelineVersion": _plain(
        "id", "programme", "state", "version", "title", "dated_on", "valid_from", "valid_to", "source", "note",
        "channel", "financing_type", "funding_form", "purpose", "ancillary_conditions", "ancillary_source", "payout",
        "content_edited_at",
        "released_on", "discarded_on",
    )
    | {"discard_reason": _TEXT, "content_edited_by": _WHO, "released_by": _WHO},
    "Parameter": _plain("id", "guideline", "code", "value", "source", "note"),
    "Component": _plain("id", "guideline", "code", "title", "position"),
    "RateCap": _plain("id", "guideline", "code", "label", "scope", "source"),
    "CapLimit": _plain("id", "cap", "group", "units"),
    "FlatRate": _plain(
        "id", "component", "code", "label", "unit", "unit_plural", "kind", "provided_by", "amount", "cap", "valid_from",
        "valid_to", "source", "note", "placeholder", "divisible", "position",
    ),
    "Ceiling": _plain("id", "guideline", "area", "year", "amount", "source", "invented"),
    "UnitCeiling": _plain("id", "rate", "area", "year", "units", "source", "invented"),
    "RecipientGroup": _plain("id", "guideline", "area", "group", "valid_from", "source", "invented"),
    "BudgetLine": _plain(
        "id", "programme", "code", "title", "year", "appropriated", "bound", "version", "source", "invented"
    ),
    "Call": _plain(
        "id", "guideline", "state", "version", "code", "title", "summary", "opens_on", "closes_on", "approval_from",
        "approval_to", "execution_from", "execution_to", "file_prefix", "continuation", "municipalities",
        "question_version", "content_edited_at", "published_on", "invented",
    )
    | {
        "contact": "personal: Ansprechperson der Behörde; bis der Aufruf abgeschlossen ist",
        "content_edited_by": _WHO,
        "published_by": _WHO,
    },
    "EligibleKind": _plain("id", "call", "kind"),
    "Question": _plain("id", "call", "version", "code", "text", "help", "kind", "required", "position"),
    "Application": _plain(
        "id", "call", "applicant", "state", "version", "details_version", "items_version", "answers_version",
        "attachments_version", "question_version", "begins_on", "ends_on", "own_funds",
        "other_funds", "not_begun", "input_tax", "created_on", "content_edited_at", "submitted_on", "file_number",
        "requested", "requested_in_kind", "withdrawn_on", "open", "due_on", "due_kind",
    )
    | {
        "title": _TEXT,
        "need": _TEXT,
        "withdrawal_reason": _TEXT,
        "content_edited_by": _WHO,
        "submitted_by": _WHO,
        "applicant_clerk": _CHARGE,
        "authority_clerk": _CHARGE,
    },
    "SavedView": _plain("id", "is_default")
    | {"owner": _VIEW, "name": _VIEW, "query": _VIEW},
    "ApplicationItem": _plain("id", "application", "rate", "year", "units") | {"place": _TEXT},
    "Answer": _plain("id", "application", "question") | {"text": _TEXT},
    "Attachment": _plain("id", "application", "question", "upload"),
    "ReviewCheck": _plain("id", "application", "code", "result", "checked_on") | {"remark": _TEXT, "checked_by": _WHO},
    "FileNumberSeries": _plain("id", "prefix", "year", "last"),
    "Award": _plain(
        "id", "application", "state", "version", "amount", "approval_from", "approval_to", "execution_from",
        "execution_to", "delivery_days", "remedy_months", "proof_due_months", "content_edited_at", "released_on",
        "notified_on", "waived_on", "in_kind_units", "hearing_required",
    )
    | {
        "purpose": _TEXT,
        "reasoning": _TEXT,
        "special_conditions": _TEXT,
        "content_edited_by": _WHO,
        "released_by": _WHO,
    },
    "AwardLine": _plain(
        "id", "award", "item", "rate", "year", "label", "unit", "unit_plural", "kind", "provided_by", "units",
        "rate_amount", "amount",
    )
    | {"place": _TEXT},
    "AwardYear": _plain("id", "award", "budget_line", "amount"),
    "Refusal": _plain(
        "id", "application", "state", "version", "legal_basis", "hearing_required", "delivery_days", "remedy_months",
        "content_edited_at", "released_on", "notified_on",
    )
    | {"reasoning": _TEXT, "content_edited_by": _WHO, "released_by": _WHO},
    "EarlyStartRequest": _plain("id", "application", "starts_on", "requested_on")
    | {"reason": _TEXT, "requested_by": _WHO},
    "EarlyStart": _plain(
        "id", "application", "state", "version", "consented", "starts_on", "delivery_days", "remedy_months",
        "content_edited_at", "released_on", "notified_on",
    )
    | {"reasoning": _TEXT, "content_edited_by": _WHO, "released_by": _WHO},
    "InformationRequest": _plain(
        "id", "application", "state", "came_from", "due_on", "asked_at", "asked_on", "ended_on",
    )
    | {"question": _TEXT, "answer": _TEXT, "asked_by": _WHO, "content_edited_by": _WHO, "answered_by": _WHO},
    "ReopenedField": _plain("id", "request", "code", "label") | {"before": _TEXT, "after": _TEXT, "kept": _TEXT},
    "Hearing": _plain(
        "id", "application", "state", "amount", "in_kind_units", "answer_until", "opened_on", "answered_on",
    )
    | {"reasoning": _TEXT, "answer": _TEXT, "opened_by": _WHO, "answered_by": _WHO},
    "Opinion": _plain(
        "id", "application", "office", "state", "version", "due_on", "required", "requested_on", "recommendation",
        "handed_in_on",
    )
    | {"question": _TEXT, "text": _TEXT, "requested_by": _WHO, "written_by": _WHO},
}  # fmt: skip
