"""The tables of funding, one aggregate a module."""

from vorort.funding.models.application import (
    Answer,
    Application,
    ApplicationItem,
    Attachment,
    FileNumberSeries,
    ReviewCheck,
)
from vorort.funding.models.award import Award, AwardLine, AwardYear
from vorort.funding.models.call import Call, EligibleKind, Question
from vorort.funding.models.decision import Decision, Refusal
from vorort.funding.models.distribution import RecipientGroup, UnitCeiling
from vorort.funding.models.early_start import EarlyStart, EarlyStartRequest
from vorort.funding.models.hearing import Hearing, Opinion
from vorort.funding.models.information import InformationRequest, ReopenedField
from vorort.funding.models.programme import (
    BudgetLine,
    CapLimit,
    Ceiling,
    Component,
    FlatRate,
    GuidelineVersion,
    Parameter,
    Programme,
    RateCap,
)
from vorort.funding.models.saved_view import SavedView

__all__ = [
    "Answer",
    "Application",
    "ApplicationItem",
    "Attachment",
    "Award",
    "AwardLine",
    "AwardYear",
    "BudgetLine",
    "Call",
    "CapLimit",
    "Ceiling",
    "Component",
    "Decision",
    "EarlyStart",
    "EarlyStartRequest",
    "EligibleKind",
    "FileNumberSeries",
    "FlatRate",
    "GuidelineVersion",
    "Hearing",
    "InformationRequest",
    "Opinion",
    "Parameter",
    "Programme",
    "Question",
    "RateCap",
    "RecipientGroup",
    "Refusal",
    "ReopenedField",
    "ReviewCheck",
    "SavedView",
    "UnitCeiling",
]
