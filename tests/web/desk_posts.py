"""What the ministry types into each form of the programme desk, complete and right."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from vorort.funding.models import BudgetLine, Call, GuidelineVersion
from vorort.network.models import Organisation

VERSION = {
    "title": "Richtlinie neu",
    "dated_on": "1.12.2026",
    "valid_from": "1.1.2028",
    "valid_to": "",
    "source": "Runderlass",
    "note": "",
    "channel": "grant",
    "financing_type": "fixed_amount",
    "funding_form": "allocation",
    "purpose": "Wozu das Geld da ist.",
    "ancillary_conditions": "ANBest-G",
    "payout": "Auf Anforderung.",
}
FIGURES = {
    f"{field}-{code}": value
    for code in ("delivery_days", "remedy_months", "proof_due_months")
    for field, value in (("value", "3"), ("source", "Gesetz"), ("note", ""))
}
CALL_FORM = {
    "title": "Aufruf 2028",
    "code": "aufruf-2028",
    "summary": "Worum es geht.",
    "opens_on": "1.10.2026",
    "closes_on": "30.11.2026",
    "approval_from": "1.1.2027",
    "approval_to": "31.12.2027",
    "execution_from": "1.1.2027",
    "execution_to": "31.12.2027",
    "eligible": ["centre"],
    "contact": "Referat",
    "file_prefix": "36.03",
    "question-0": "Wen erreichen Sie?",
    "kind-0": "long_text",
    "help-0": "",
    "required-0": "on",
}
DESK: dict[str, dict[str, Any]] = {
    "funding:new_programme": {"shipped": "ki_2022"},
    "funding:new_version": {"title": "Neu", "dated_on": "1.12.2026", "valid_from": "1.1.2029", "source": "Runderlass"},
    "funding:new_budget_line": {
        "code": "07 081", "title": "Beispiel", "year": "2028", "appropriated": "1.000,00", "source": "Haushalt",
    },
    "funding:edit_budget_line": {"appropriated": "50.000,00", "source": "Nachtrag"},
    "funding:guideline": {},
    "funding:guideline_texts": VERSION,
    "funding:guideline_parameters": FIGURES,
    "funding:guideline_part": {"code": "A", "title": "Treffpunkte"},
    "funding:guideline_release": {},
    "funding:guideline_discard": {"reason": "So geht es nicht."},
    "funding:guideline_import": {},
    "funding:import_run": {"apply": "1"},
    "funding:new_call": CALL_FORM,
    "funding:edit_call": CALL_FORM,
    "funding:publish_call": {"publish": "1"},
}  # fmt: skip
RATES = (
    "Baustein;Kürzel;Gegenstand;Einheit;Einheiten;Art;Betrag;Obergrenze;Bereitgestellt von;Gültig ab;Quelle;Anmerkung;"
    "Platzhalter;Teilbar\r\nA;heizung;Heizung;Monat;Monate;;50,00;;;;Nr. 5;;;\r\n"
)


def filled(name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """A right form for this route, with the present version of its object."""
    return dict(DESK[name]) | _version(name, keys)


def _version(name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The file of an import, or the version of the object whose form it is."""
    if name == "funding:new_programme":
        return {"granted_by": str(Organisation.objects.get(name="Bezirksregierung Arnsberg").pk)}
    if name == "funding:guideline_import":
        return {"file": table()}
    model = {"edit_budget_line": BudgetLine, "edit_call": Call, "publish_call": Call}.get(
        name.removeprefix("funding:"), GuidelineVersion
    )
    versions = model.objects.filter(pk=keys.get("pk", 0)).values_list("version", flat=True)
    return {"version": str(next(iter(versions), 1))}


def table(content: str = "", name: str = "pauschalen.csv") -> SimpleUploadedFile:
    """A table of rates with one row."""
    return SimpleUploadedFile(name, (content or RATES).encode(), content_type="text/csv")
