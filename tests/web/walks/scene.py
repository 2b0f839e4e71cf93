"""The data of the walks, all through the actions: the Land of the demonstration, its call for 2027, and towns to take.

No browser here; people sit down at one in tests/web/walks/people.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from vorort.accounts.models import User
from vorort.core.actor import SYSTEM
from vorort.demo import accounts, stage
from vorort.demo.stage import Stage
from vorort.demo.stories import komm_an_2027, releases
from vorort.funding.models import Application, Call
from vorort.funding.tables import CEILINGS
from vorort.network import actions as network
from vorort.network.capacity import Capacity
from vorort.network.enums import Role
from vorort.network.models import Organisation
from vorort.web.middleware import SESSION_KEY as CAPACITY_KEY

YEAR = komm_an_2027.YEAR
CEILING = Decimal("20000.00")
TAKEN = ("05974", "05914", "05122")


@dataclass(frozen=True)
class Member:
    """Somebody who can sign in, and as whom she acts."""

    capacity: Capacity
    email: str
    password: str = accounts.PASSWORD

    def session_cookie(self, address: str) -> dict[str, Any]:
        """The cookie of a session in which she has signed in already."""
        user = User.objects.get(pk=self.capacity.user_id)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[CAPACITY_KEY] = self.capacity.id
        session.save()
        return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": address}


@dataclass(frozen=True)
class Town:
    """A centre with the two people who apply for it."""

    organisation: Organisation
    coordinator: Member
    lead: Member

    @property
    def application(self) -> Application:
        """Its newest application."""
        return Application.objects.filter(applicant=self.organisation).latest("pk")


@dataclass
class Scene:
    """The authority's people by name, the call, and the centres nobody has taken yet."""

    stage: Stage
    call: Call
    free: Iterator[str]

    @classmethod
    def build(cls) -> "Scene":
        """Hagen has submitted, Solingen is still writing, Soest has not begun; every other centre is free."""
        built = stage.build()
        for key in TAKEN:
            hire_for_centre(built, key)
        call = komm_an_2027.tell(built)
        accounts.give_passwords()
        return cls(built, call, iter([key for key in sorted(built.centres) if key not in TAKEN]))

    def new_town(self) -> Town:
        """The next free centre, with a ceiling of 20,000 euro."""
        key = next(self.free)
        hire_for_centre(self.stage, key)
        row = (f"centre-{key}", str(YEAR), str(CEILING), "für den Gang erfunden", "ja")
        releases.table(self.stage, self.call.guideline, CEILINGS, [row])
        return Town(self.stage.centres[key], self[f"{key}.coordinator"], self[f"{key}.lead"])

    def __getitem__(self, key: str) -> Member:
        """``scene["clerk"]``, ``scene["05914.lead"]``."""
        capacity = self.stage[key]
        user = User.objects.get(pk=capacity.user_id)
        if not user.has_usable_password() or not user.password:
            user.set_password(accounts.PASSWORD)
            user.save(update_fields=["password"])
        return Member(capacity, user.email)


def hire_for_centre(built: Stage, key: str) -> None:
    """Open the centre and hire its coordination and its lead."""
    centre = built.centres[key]
    network.open_centre(actor=SYSTEM, organisation=centre, exists_from=date(2012, 9, 1))
    stage.hire(built, f"{key}.coordinator", f"Koordination {centre.short_name}", Role.COORDINATOR, centre)
    stage.hire(built, f"{key}.lead", f"Leitung {centre.short_name}", Role.CENTRE_LEAD, centre)
