"""The stage of the page tests: funding's small world with an application in every state, and somebody in every role.

Built through the actions, once a worker. ``Person`` is a browser without a browser: signed in, acting in one capacity.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY as AUTH_BACKEND_KEY
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.funding.world import World, build, hire
from tests.web import desk_scene, network_scene, stages
from tests.web.desk_scene import ProgrammeDesk
from tests.web.network_scene import Network
from vorort.accounts import sign_ins
from vorort.accounts.models import User
from vorort.core import clock, messages
from vorort.funding.actions import saved_view
from vorort.funding.models import Application, Award, SavedView
from vorort.funding.queries.file import documents_on
from vorort.network.capacity import Capacity, capacities_of
from vorort.network.enums import Role
from vorort.web.middleware import SESSION_KEY as CAPACITY_KEY

MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # when everybody signed in, and when every test looks
TITLE = "Geheimer Treff am Marktplatz"
STAGES = stages.STAGES
AUTHORITY = (Role.CLERK, Role.RELEASING_OFFICER, Role.PAYMENT_OFFICER, Role.PROOF_AUDITOR)
MINISTRY = (Role.PROGRAMME_OWNER, Role.PROGRAMME_RELEASER)
CENTRE = (Role.CENTRE_LEAD, Role.COORDINATOR, Role.FINANCE_CLERK)
WITH_FACTOR = "with_factor"  # somebody who has a factor to lose
# The keys of the addresses that belong to no application.
WITH_KEY: dict[str, Callable[["Scene"], list[Any]]] = {
    "account:confirm_email": lambda scene: ["nichts-bewiesen"],
    "account:remove_passkey": lambda scene: [1],
    "account:restore": lambda scene: [scene.world.district.coordinator.user_id],  # she has no factor
    "account:block": lambda scene: [scene.world.district.coordinator.user_id],
    "account_reset_password_from_key": lambda scene: ["1", "abgelaufen"],
}
# Roles without a part in funding but for the adviser, whose office is asked for an opinion. They work where the files
# are: the auditor at the authority, the others at the centre.
OTHERS = (
    Role.ADVISER,
    Role.AUDITOR,
    Role.CASE_MANAGER,
    Role.CASE_LEAD,
    Role.PROVIDER_EDITOR,
    Role.PROVIDER_SIGNATORY,
    Role.VOLUNTEER_COORDINATOR,
    Role.VOLUNTEER,
    Role.MEDIATOR,
    Role.INTEGRATION_OFFICER,
    Role.AGENCY_CONTACT,
    Role.COUNCIL_MEMBER,
    Role.ORGANISATION_ADMIN,
    Role.DATA_PROTECTION_OFFICER,
    Role.OPERATOR,
)
ROLES = (*AUTHORITY, *MINISTRY, *CENTRE, *OTHERS)


class Person(Client):
    """A signed-in person's browser. ``send`` posts with the capacity her page was made for."""

    def __init__(self, capacity: Capacity | None, session: str, **options: Any) -> None:
        super().__init__(**options)
        self.capacity = capacity
        self.cookies[settings.SESSION_COOKIE_NAME] = session

    def send(self, path: str, values: Mapping[str, Any] | None = None, **more: Any) -> HttpResponse:
        """Post ``values`` as the form of her page does."""
        guard = {"capacity": str(self.capacity.id)} if self.capacity else {}
        return self.post(path, {**guard, **(values or {})}, **more)

    def type(self, path: str, values: Mapping[str, Any]) -> HttpResponse:
        """Post ``values`` as the page does while somebody types."""
        return self.send(path, values, headers={"HX-Request": "true"})


@dataclass
class Scene:
    """``applications`` by stage, all of the district's centre; ``people`` by role at the organisation that matters."""

    world: World
    applications: dict[str, Application] = field(default_factory=dict)
    people: dict[Role, Capacity] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)
    nobody: User | None = None
    neighbours: Network | None = None
    programmes: ProgrammeDesk | None = None

    @property
    def network(self) -> Network:
        assert self.neighbours is not None
        return self.neighbours

    @property
    def admin(self) -> Person:
        return self.as_role(Role.ORGANISATION_ADMIN)

    @property
    def operator(self) -> Person:
        return self.as_role(Role.OPERATOR)

    @property
    def desk(self) -> ProgrammeDesk:
        assert self.programmes is not None
        return self.programmes

    def browser(self, capacity: Capacity, **options: Any) -> Person:
        """A browser in which this person has signed in already. No statement."""
        return Person(capacity, self.sessions[capacity.user_id], **options)

    def as_role(self, role: Role, **options: Any) -> Person:
        """A browser of the person in ``role``."""
        return self.browser(self.people[role], **options)

    def nobodys_browser(self, **options: Any) -> Person:
        """Signed in, but in no role anywhere."""
        assert self.nobody is not None
        return Person(None, self.sessions[self.nobody.pk], **options)

    @property
    def clerk(self) -> Person:
        return self.browser(self.world.clerk)

    @property
    def officer(self) -> Person:
        return self.browser(self.world.officer)

    @property
    def coordinator(self) -> Person:
        return self.browser(self.world.district.coordinator)

    @property
    def adviser(self) -> Person:
        return self.browser(self.world.adviser)

    @property
    def lead(self) -> Person:
        return self.browser(self.world.district.lead)

    @property
    def owner(self) -> Person:
        return self.browser(self.world.owner)

    @property
    def releaser(self) -> Person:
        return self.browser(self.world.releaser)

    def award(self, stage: str) -> Award:
        """The award of the application in ``stage``, read anew."""
        return Award.objects.get(application=self.applications[stage])

    def path(self, name: str, stage: str = "") -> str:
        """The address of a route, for the application in ``stage`` where it has an object."""
        application = self.applications.get(stage)
        if name.startswith("network:") or name.removeprefix("funding:") in desk_scene.ROUTES:
            return reverse(name, args=self._keys_of(name, stage))
        if stage == WITH_FACTOR:
            return reverse(name, args=[self.network.colleague.user_id])
        if name in WITH_KEY:
            return reverse(name, args=WITH_KEY[name](self))
        known = self._known(name, application)
        if known is not None:
            return reverse(name, args=known)
        if application is None:
            return reverse(name)
        return reverse(name, args=[application.pk, *self._more_of(name, application)])

    def _more_of(self, name: str, application: Application) -> list[int]:
        """The second key of an address that has one."""
        match name:
            case "funding:document":
                return [documents_on(application, self.world.clerk)[0].pk]
            case "funding:attachment":
                return [application.attachments.get().pk]
            case "funding:opinion" | "funding:opinion_drop":
                return [application.opinions.get().pk]
        return []

    def _keys_of(self, name: str, stage: str) -> list[object]:
        """The keys in an address of the network or of the programme desk."""
        if name.startswith("funding:"):
            return desk_scene.keys_of(name, stage, self.desk, self.world)
        key = network_scene.key_of(name, stage, self.network, self.people)
        return [] if key is None else [key]

    def _known(self, name: str, application: Application | None) -> list[object] | None:
        """The keys of a route that leads to one object, or to none, whatever the application."""
        match name:
            case "message":
                return [messages.inbox(self.world.district.lead).order_by("pk")[0].pk]
            case "steering:figure":
                return ["ki.planned"]
            case "funding:call":
                return [application.call.code if application else self.world.call.code]
            case "funding:assign" | "funding:views" | "funding:list_csv" | "funding:list_xlsx":
                return []
            case "funding:view":
                return [SavedView.objects.get(owner_id=self.world.clerk.id).pk]
            case "funding:budget_line":
                return [self.world.budget.pk]
            case "demo:act_as":
                return ["clerk"]
        return None


def build_scene() -> Scene:
    """Build it in an empty database, on the day TODAY."""
    with transaction.atomic():
        world = build()
        scene = Scene(world)
        for stage in STAGES:
            call = world.open_call(f"aufruf-{stage.replace('_', '-')}")
            scene.applications[stage] = stages.brought_to(world, stage, call=call, title=TITLE)
        scene.programmes = desk_scene.build(world)
        saved_view.save_view(capacity=world.clerk, name="Überfällig", query="stand=offen&frist=ueberfaellig")
        _hire_everybody(scene)
        scene.neighbours = network_scene.build(scene.world, scene.people)
        scene.nobody = User.objects.create_user(email="niemand@vorort.example", name="Niemand")
        for user in User.objects.all():
            scene.sessions[user.pk] = signed_in(user)
    return scene


def _hire_everybody(scene: Scene) -> None:
    world = scene.world
    scene.people = {
        Role.CLERK: world.clerk,
        Role.RELEASING_OFFICER: world.officer,
        Role.PROGRAMME_OWNER: world.owner,
        Role.PROGRAMME_RELEASER: world.releaser,
        Role.CENTRE_LEAD: world.district.lead,
        Role.COORDINATOR: world.district.coordinator,
        Role.ADVISER: world.adviser,
    }
    places = dict.fromkeys((*AUTHORITY, Role.AUDITOR), world.authority)
    for role in ROLES:
        if role not in scene.people:
            scene.people[role] = hire(role, places.get(role, world.district.organisation))


def signed_in(user: User) -> str:
    """The key of a session in which ``user`` has signed in and chosen the first thing she may act as."""
    session = SessionStore()
    for capacity in capacities_of(user.pk, on=clock.today())[:1]:
        session[CAPACITY_KEY] = capacity.id
    session[SESSION_KEY] = str(user.pk)
    session[AUTH_BACKEND_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    with sign_ins.at(MOMENT):
        sign_ins.note(session, user, "Firefox, Linux")
    return session.session_key
