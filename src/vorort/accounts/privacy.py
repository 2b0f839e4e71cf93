"""Which columns of the accounts are personal."""

_UNTIL = "bis ein Jahr nach Ende der letzten Mitgliedschaft"

FIELDS: dict[str, dict[str, str]] = {
    "User": {
        "id": "no",
        "password": f"personal: Anmeldung; {_UNTIL}",
        "last_login": f"personal: Erkennen verwaister Konten; {_UNTIL}",
        "email": f"personal: Anmeldung und Nachrichten; {_UNTIL}",
        "name": f"personal: wer gehandelt hat; {_UNTIL}",
        "is_active": "no",
    },
}
