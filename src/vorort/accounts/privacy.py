"""Which columns of the accounts are personal."""

_UNTIL = "bis ein Jahr nach Ende der letzten Mitgliedschaft"
_OWN_SIGN_INS = "eigene Anmeldungen sehen und beenden; bis die Anmeldung endet, höchstens zwölf Stunden"

FIELDS: dict[str, dict[str, str]] = {
    "User": {
        "id": "no",
        "password": f"personal: Anmeldung; {_UNTIL}",
        "last_login": f"personal: Erkennen verwaister Konten; {_UNTIL}",
        "email": f"personal: Anmeldung und Nachrichten; {_UNTIL}",
        "name": f"personal: wer gehandelt hat; {_UNTIL}",
        "is_active": f"personal: ob das Konto gesperrt ist; {_UNTIL}",
    },
    "SignIn": {
        "id": "no",
        "user": f"personal: {_OWN_SIGN_INS}",
        "session": f"personal: {_OWN_SIGN_INS}",
        "device": f"personal: {_OWN_SIGN_INS}",
        "began_at": f"personal: {_OWN_SIGN_INS}",
    },
}
