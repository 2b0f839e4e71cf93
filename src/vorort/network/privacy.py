"""Which columns of the network are personal."""

_PURPOSE = "wer in welcher Rolle handeln darf"
_SUBSTITUTION = "wessen Arbeit eine Vertretung sieht; kein Grund der Abwesenheit"
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
}
