"""A call as its page shows it: window, periods, whom it is for, and every rate and figure with its source."""

from dataclasses import dataclass

from vorort.core import clock
from vorort.core.refusal import Reason
from vorort.funding.enums import MunicipalityRule
from vorort.funding.models import Application, Call, Ceiling, Component, FlatRate, Parameter
from vorort.funding.queries.eligibility import reasons_against_applying
from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.steering.models import Goal


@dataclass(frozen=True)
class ComponentView:
    """A component with its flat rates."""

    component: Component
    rates: list[FlatRate]


@dataclass(frozen=True)
class CallPage:
    """Everything the page of a call says. Amounts are euro."""

    call: Call
    components: list[ComponentView]
    parameters: list[Parameter]
    goals: list[Goal]
    eligible: list[str]
    ceilings: list[Ceiling]
    own: Application | None
    against: list[Reason]

    @property
    def may_apply(self) -> bool:
        return not self.against

    @property
    def why_not(self) -> list[Reason]:
        """What is more to say than that the call is for others."""
        return [reason for reason in self.against if reason.code != "not_eligible"]


def call_page(call: Call, capacity: Capacity) -> CallPage:
    """The call for this reader, with her own application and ceilings. Six statements; two more for a municipality
    where not every one may apply.
    """
    rates: dict[int, list[FlatRate]] = {}
    components: dict[int, Component] = {}
    for rate in FlatRate.objects.of_call(call).select_related("component", "cap"):
        components.setdefault(rate.component_id, rate.component)
        rates.setdefault(rate.component_id, []).append(rate)
    kinds = [OrganisationKind(row.kind) for row in call.eligible_kinds.order_by("kind")]
    area = Organisation.objects.filter(pk=capacity.organisation_id).values("area")
    ceilings = Ceiling.objects.filter(guideline_id=call.guideline_id, area__in=area, year__gte=call.execution_from.year)
    return CallPage(
        call=call,
        components=[ComponentView(component, rates[key]) for key, component in components.items()],
        parameters=list(Parameter.objects.filter(guideline_id=call.guideline_id)),
        goals=list(call.goals.all()),
        eligible=[_eligible(call, kind) for kind in kinds],
        ceilings=list(ceilings.order_by("year")),
        own=Application.objects.visible_to(capacity)
        .filter(call=call, applicant_id=capacity.organisation_id)
        .exclude(state="withdrawn")
        .first(),
        against=reasons_against_applying(
            capacity.organisation_id, capacity.organisation_kind, call, clock.today(), kinds=kinds
        ),
    )


def _eligible(call: Call, kind: OrganisationKind) -> str:
    """Who may apply, in words: for municipalities with the call's rule."""
    if kind != OrganisationKind.MUNICIPALITY or call.municipalities == MunicipalityRule.ANY:
        return str(kind.label)
    return f"{kind.label} ({call.get_municipalities_display()})"
