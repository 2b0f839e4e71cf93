"""What a person types into each form, complete and right, for an application of the scene."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from tests.funding.world import PDF, QUESTIONS, ask_anew
from tests.web import desk_posts, network_posts
from tests.web.scene import Scene
from vorort.funding.actions.call import QuestionText
from vorort.funding.enums import QuestionKind
from vorort.funding.models import Application, Award, EarlyStart, Opinion, Refusal
from vorort.network.models import Organisation

DETAILS = {
    "title": "Treff im Quartier",
    "need": "Es gibt noch keinen Ort.",
    "begins_on": "1.2.2027",
    "ends_on": "30.11.2027",
    "own_funds": "250,00",
    "other_funds": "0",
    "not_begun": "on",
}
ANSWERS = {"target_group": "Familien aus fünf Orten.", "remarks": "Nein."}
VERSIONED_BY: dict[str, Any] = {
    **dict.fromkeys(("release", "notify", "waive", "award"), Award),
    **dict.fromkeys(("refusal", "refusal_release", "refusal_notify"), Refusal),
    **dict.fromkeys(("early_start_answer", "early_start_release", "early_start_notify"), EarlyStart),
}
PURPOSE = "Stärkung der Integration vor Ort."
MORE_QUESTIONS = (
    QuestionText("places", "Wie viele Orte?", QuestionKind.NUMBER, required=False),
    QuestionText("since", "Seit wann?", QuestionKind.DATE, required=False),
    QuestionText("forwarding", "Geben Sie Mittel weiter?", QuestionKind.YES_NO, required=False),
)


DUE = {"due_on": "20.11.2026"}
BESIDE: dict[str, dict[str, Any]] = {
    "funding:information": {"question": "Wie viele?", "fields": ["need", "items"]} | DUE,
    "funding:information_answer": {"answer": "Wir haben es ergänzt."},
    "funding:opinion": {"recommendation": "yes", "text": "Passt gut."},
    "funding:opinion_drop": {"reason": "Es eilt."},
    "funding:hearing": {"answer_until": "30.11.2026"},
    "funding:hearing_answer": {"answer": "Wir bitten um alles."},
    "funding:refusal": {"reasoning": "Keine Maßnahme der Richtlinie.", "legal_basis": "Nr. 2 der Richtlinie"},
    "funding:early_start": {"starts_on": "15.11.2026", "reason": "Die Räume sind nur jetzt frei."},
    "funding:early_start_answer": {"consented": "ja", "starts_on": "20.11.2026", "reasoning": ""},
}


def ask_more(scene: Scene) -> None:
    """Let the call of the draft ask a question of every kind."""
    row = scene.applications["draft"]
    questions = [*QUESTIONS, *MORE_QUESTIONS]
    call = ask_anew(row.call, questions)
    Application.objects.filter(pk=row.pk).update(question_version=call.question_version)


def upload(name: str = "Plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def units(application: Application, number: str = "6") -> dict[str, str]:
    """The items section: hours of trainers for 2027 and nothing else."""
    rate = application.call.guideline.components.get(rates__code="trainer_fee").rates.get(code="trainer_fee")
    return {f"units-{rate.pk}-2027-0": number}


def granted(application: Application) -> dict[str, str]:
    """The award form: everything asked for."""
    rows = {f"units-{item.pk}": f"{item.units}".replace(".", ",") for item in application.items.all()}
    return rows | {"purpose": PURPOSE, "reasoning": "", "special_conditions": ""}


def checks(*codes: str) -> dict[str, str]:
    return {f"result-{code}": "ok" for code in codes}


def filled(path: str) -> dict[str, Any]:
    """A right form for the address of an application, with its present version."""
    match = resolve(path)
    if match.view_name.startswith("network:"):
        return network_posts.filled(match.view_name)
    if match.view_name in desk_posts.DESK:
        return desk_posts.filled(match.view_name, match.kwargs)
    name, application = match.view_name, Application.objects.get(pk=match.kwargs["pk"])
    version: int | None = application.version
    short = name.removeprefix("funding:")
    if short in VERSIONED_BY:
        version = VERSIONED_BY[short].objects.filter(application=application).values_list("version", flat=True).first()
    if "opinion_pk" in match.kwargs:
        version = Opinion.objects.get(pk=match.kwargs["opinion_pk"]).version
    version = version or application.version
    return {"version": str(version), **_fields(name, application)}


def form_of(name: str, path: str, scene: Scene, stage: str) -> dict[str, Any]:
    """A right form for a route, with or without an object in its address."""
    match name:
        case "funding:assign":
            return {"files": str(scene.applications[stage].pk), "do": "back"}
        case "funding:views":
            return {"name": "Meine", "liste": "stand=alle"}
        case "funding:view":
            return {"do": "default"}
        case "account:restore":
            return {"reason": "Telefon verloren."}
    return filled(path) if stage else {"reason": "So ist es."}


def _fields(name: str, application: Application) -> dict[str, Any]:
    if name in BESIDE:
        return dict(BESIDE[name])
    if name == "funding:opinion_request":
        return {"office": str(Organisation.objects.get(name="Andere Stelle").pk), "question": "Passt das?"} | DUE
    match name:
        case "funding:details":
            return dict(DETAILS)  # on an application asked again all but the need is closed and stays
        case "funding:items":
            return units(application)
        case "funding:answers":
            return dict(ANSWERS)
        case "funding:attachments":
            return {"file": upload(), "question": ""}
        case "funding:withdraw" | "funding:return_to_draft":
            return {"reason": "So geht es nicht."}
        case "funding:award":
            return granted(application)
        case "funding:review":
            return _review(application)
    return {}


def _review(application: Application) -> dict[str, str]:
    if application.state == "submitted":
        return {"begin": "1"}
    if application.state == "formal_review":
        return checks("complete", "eligible", "threshold", "not_begun") | {"save": "1"}
    return checks("necessary", "adequate", "financed") | {"save": "1"}
