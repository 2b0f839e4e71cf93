"""The form of a call, as the programme desk writes it: dates, whom it is for, its money, its questions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from vorort.funding.actions.call import CallText, QuestionText
from vorort.funding.enums import MunicipalityRule, QuestionKind
from vorort.funding.models import BudgetLine, Programme
from vorort.network.enums import NEVER_APPLYING, OrganisationKind
from vorort.steering.models import Goal
from vorort.web.funding.forms import VersionForm
from vorort.web.funding.programme_forms import CODE_HELP
from vorort.web.shell.forms import DayField, RowsField, TextArea

BLANK_QUESTIONS = 3
PERIOD_ENDS = ("closes_on", "approval_to", "execution_to")
MOST_QUESTIONS = 60


class CallForm(VersionForm):
    """A call with its questions; a question without words is left out."""

    title = forms.CharField(label=_("Name des Aufrufs"), max_length=200)
    code = forms.SlugField(label=_("Kürzel"), max_length=60, help_text=CODE_HELP)
    summary = forms.CharField(label=_("Worum es geht, in einem Satz"), max_length=1000, widget=TextArea(2))
    opens_on = DayField(label=_("Öffnet am"))
    closes_on = DayField(label=_("Schließt am"))
    approval_from = DayField(label=_("Bewilligungszeitraum von"), help_text="")
    approval_to = DayField(label=_("Bewilligungszeitraum bis"), help_text="")
    execution_from = DayField(label=_("Durchführungszeitraum von"), help_text="")
    execution_to = DayField(label=_("Durchführungszeitraum bis"), help_text="")
    eligible = forms.MultipleChoiceField(
        label=_("Wer darf einen Antrag stellen?"),
        choices=[(kind.value, kind.label) for kind in OrganisationKind if kind not in NEVER_APPLYING],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    municipalities = forms.ChoiceField(
        label=_("Welche Kommunen?"),
        choices=MunicipalityRule.choices,
        required=False,
        help_text=_("Nur von Belang, wenn Kommunen angekreuzt sind."),
    )
    goals = RowsField(label=_("Ziele"), queryset=Goal.objects.none(), required=False)
    budget_lines = RowsField(
        label=_("Haushaltsstellen"),
        queryset=BudgetLine.objects.none(),
        required=False,
        help_text=_("Eine für jedes Jahr des Durchführungszeitraums."),
    )
    continuation = forms.BooleanField(label=_("Fortsetzung: Begonnene Maßnahmen dürfen weitergehen."), required=False)
    contact = forms.CharField(label=_("Kontakt"), max_length=1000, widget=TextArea())
    file_prefix = forms.CharField(label=_("Aktenzeichen beginnt mit"), max_length=20)

    def __init__(self, *args: Any, programme: Programme, questions: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = BudgetLine.objects.filter(programme=programme)
        self.fields["goals"].queryset = Goal.objects.all()  # type: ignore[attr-defined]
        self.fields["budget_lines"].queryset = lines  # type: ignore[attr-defined]
        posted = sum(1 for name in self.data if name.startswith("question-"))
        self.numbers = range(min(max(questions + BLANK_QUESTIONS, posted), MOST_QUESTIONS))
        for number in self.numbers:
            self._add_question(number, {"number": number + 1})

    def _add_question(self, number: int, place: dict[str, int]) -> None:
        self.fields[f"question-{number}"] = forms.CharField(
            label=_("Frage %(number)d") % place, max_length=300, required=False
        )
        self.fields[f"kind-{number}"] = forms.ChoiceField(
            label=_("Art der Antwort auf Frage %(number)d") % place, choices=QuestionKind.choices, required=False
        )
        self.fields[f"help-{number}"] = forms.CharField(
            label=_("Hinweis zu Frage %(number)d") % place, max_length=400, required=False
        )
        self.fields[f"required-{number}"] = forms.BooleanField(
            label=_("Frage %(number)d muss beantwortet sein") % place, required=False
        )

    def plain(self) -> list[list[Any]]:
        """The fields besides questions and version, row by row; both ends of a period stand beside each other."""
        rows: list[list[Any]] = []
        for name in self.base_fields:
            if name in PERIOD_ENDS:
                rows[-1].append(self[name])
            elif name != "version":
                rows.append([self[name]])
        return rows

    def questions(self) -> list[tuple[Any, ...]]:
        """Words, kind, help and duty of each question, as the template shows them."""
        names = ("question", "kind", "help", "required")
        return [tuple(self[f"{name}-{number}"] for name in names) for number in self.numbers]

    def text(self) -> CallText:
        """The call as the action takes it. Call when valid."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("code", "title", "summary", "opens_on", "closes_on", "contact")}
        return CallText(
            **plain,
            approval_period=(data["approval_from"], data["approval_to"]),
            execution_period=(data["execution_from"], data["execution_to"]),
            file_prefix=data["file_prefix"],
            continuation=data["continuation"],
            municipalities=MunicipalityRule(data["municipalities"] or MunicipalityRule.ANY),
            eligible=tuple(OrganisationKind(kind) for kind in data["eligible"]),
            questions=tuple(self._written_questions()),
        )

    def _written_questions(self) -> Iterable[QuestionText]:
        taken: set[str] = set()
        data = self.cleaned_data
        for number in self.numbers:
            words = data[f"question-{number}"]
            if words:
                kind = QuestionKind(data[f"kind-{number}"] or QuestionKind.SHORT_TEXT)
                code = _fresh_code(words, taken)
                yield QuestionText(code, words, kind, data[f"required-{number}"], data[f"help-{number}"])


def _fresh_code(words: str, taken: set[str]) -> str:
    """A code made of the question's words that no other question has."""
    base = slugify(words)[:50].strip("-") or "frage"
    names = (base, *(f"{base}-{number}" for number in range(2, MOST_QUESTIONS + 2)))
    code = next(name for name in names if name not in taken)
    taken.add(code)
    return code
