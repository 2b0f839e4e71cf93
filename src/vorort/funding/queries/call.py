"""A call as its page shows it: window, periods, whom it is for, and every rate and figure with its source."""

from dataclasses import dataclass

from vorort.funding.models import Application, Call, Ceiling, Component, FlatRate, Parameter
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
    may_apply: bool


def call_page(call: Call, capacity: Capacity) -> CallPage:
    """The call for this reader, with her own application and ceilings. Six statements."""
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
        eligible=[str(kind.label) for kind in kinds],
        ceilings=list(ceilings.order_by("year")),
        own=Application.objects.visible_to(capacity)
        .filter(call=call, applicant_id=capacity.organisation_id)
        .exclude(state="withdrawn")
        .first(),
        may_apply=capacity.organisation_kind in kinds,
    )
