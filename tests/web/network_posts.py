"""What a person types into each form of the network, complete and right."""

from tests.web import network_scene
from vorort.network.models import Substitution

INVITATION = {"name": "Olga", "email": "olga.neu@ort.example", "roles": ["coordinator", "centre_lead"]}
PASSWORD = "Der Markt hat immer offen"
NEWCOMER = {"name": "Ingrid Neu", "password": PASSWORD, "password_again": PASSWORD}
CLUB = {
    "name": "Laufgruppe am See",
    "kind": "sports_club",
    "address": "Seeweg 1, Höxter",
    "purpose": "Wir laufen zusammen.",
    "contact_name": "Jan Lauf",
    "contact_email": "jan@lauf.example",
}
FOUNDED = {
    "name": "Jobcenter Kreis Höxter",
    "short_name": "Jobcenter Höxter",
    "kind": "jobcenter",
    "area": "",
    "planned_from": "",
    "exists_from": "1.1.2027",
    "address": "",
    "email": "leitung@jobcenter.example",
}
CHANGED = {
    "version": "1",
    "name": "KI Kreis Höxter",
    "kind": "centre",
    "short_name": "KI Höxter",
    "address": "Moltkestraße 12\n37671 Höxter",
}
# Forms that are the same for every object.
PLAIN: dict[str, dict[str, object]] = {
    "network:grant": {"role": "coordinator"},
    "network:change": dict(CHANGED),
    "network:open_centre": {"exists_from": "1.1.2027"},
    "network:end_organisation": {"why": "Die Aufgabe ist erledigt."},
}


def filled(name: str) -> dict[str, object]:
    """A right form for an address of the network."""
    if name in PLAIN:
        return dict(PLAIN[name])
    match name:
        case "network:invite":
            return dict(INVITATION)
        case "network:found":
            return FOUNDED | {"unit": network_scene.unit().key}
        case "network:substitution":
            colleague = Substitution.objects.get().substitute_id
            return {"substitute": str(colleague), "valid_from": "1.2.2027", "valid_to": "14.2.2027"}
        case "network:registration":
            return {"decision": "confirm", "name": network_scene.CLUB, "kind": "association"}
        case "network:invitation":
            return dict(NEWCOMER)
        case "network:club":
            return CLUB | {"unit": network_scene.unit().key}
    return {}
