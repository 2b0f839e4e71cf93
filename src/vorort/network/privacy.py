"""Which columns of the network are personal."""

_PURPOSE = "wer in welcher Rolle handeln darf"
_SUBSTITUTION = "wessen Arbeit eine Vertretung sieht; kein Grund der Abwesenheit"
_INVITED = "Einladung zur Mitarbeit"
_REGISTERED = "Anmeldung eines Vereins, Ansprechperson"
_SHORT = "bis ein Jahr nach der Einladung"
_DECIDED = "unbestätigt 14 Tage, sonst bis ein Jahr nach der Entscheidung"
_UNTIL = "bis ein Jahr nach Ende der letzten Mitgliedschaft"

FIELDS: dict[str, dict[str, str]] = {
    "Organisation": {
        "id": "no",
        "name": "no",
        "short_name": "no",
        "kind": "no",
        "area": "no",
        "address": "no",
        "planned_from": "no",
        "exists_from": "no",
        "ended_on": "no",
        "invented": "no",
        "version": "no",
    },
    "Membership": {
        "id": "no",
        "user": f"personal: {_PURPOSE}; {_UNTIL}",
        "organisation": f"personal: {_PURPOSE}; {_UNTIL}",
        "role": f"personal: {_PURPOSE}; {_UNTIL}",
        "valid_from": f"personal: {_PURPOSE}; {_UNTIL}",
        "valid_to": f"personal: {_PURPOSE}; {_UNTIL}",
        "ended_on": f"personal: {_PURPOSE}; {_UNTIL}",
    },
    "Substitution": {
        "id": "no",
        "absent": f"personal: {_SUBSTITUTION}; {_UNTIL}",
        "substitute": f"personal: {_SUBSTITUTION}; {_UNTIL}",
        "valid_from": f"personal: {_SUBSTITUTION}; {_UNTIL}",
        "valid_to": f"personal: {_SUBSTITUTION}; {_UNTIL}",
        "ended_on": f"personal: {_SUBSTITUTION}; {_UNTIL}",
    },
    "Invitation": {
        "id": "no",
        "organisation": "no",
        "name": f"personal: {_INVITED}; {_SHORT}",
        "email": f"personal: {_INVITED}; {_SHORT}",
        "roles": "no",
        "seed": "no",
        "token_digest": "no",
        "invited_by": f"personal: wer eingeladen hat, für die Nachweisbarkeit; {_SHORT}",
        "invited_as": "no",
        "sent_on": "no",
        "roles_valid_to": "no",
        "valid_to": "no",
        "emailed_on": "no",
        "accepted_on": "no",
        "accepted_by": f"personal: {_INVITED}; {_SHORT}",
        "revoked_on": "no",
    },
    "ClubRegistration": {
        "id": "no",
        "name": "no",
        "kind": "no",
        "unit": "no",
        "address": f"personal: {_REGISTERED}; {_DECIDED}",
        "purpose": "no",
        "contact_name": f"personal: {_REGISTERED}; {_DECIDED}",
        "contact_email": f"personal: {_REGISTERED}; {_DECIDED}",
        "seed": "no",
        "token_digest": "no",
        "received_on": "no",
        "valid_to": "no",
        "emailed_on": "no",
        "address_confirmed_on": "no",
        "state": "no",
        "responsible": "no",
        "decided_on": "no",
        "decided_by": f"personal: wer entschieden hat, für die Nachweisbarkeit; {_DECIDED}",
        "reason": "no",
        "organisation": "no",
    },
}
