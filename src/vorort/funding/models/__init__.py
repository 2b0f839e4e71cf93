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
from vorort.funding.models.distribution import RecipientGroup, UnitCeiling
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
    "EligibleKind",
    "FileNumberSeries",
    "FlatRate",
    "GuidelineVersion",
    "Parameter",
    "Programme",
    "Question",
    "RateCap",
    "RecipientGroup",
    "ReviewCheck",
    "UnitCeiling",
]
