"""What the tables of libraries hold of people. A context says it of its own tables in its ``privacy.py``.

One line a table, ``no`` or ``personal: purpose; retention``; a table nobody named here fails a test.
"""

NO = "no"
_JOBS = (
    "personal: Aufträge im Hintergrund, mit Nummern statt Namen, bei Nachrichten zum eigenen Konto mit der Adresse, "
    "nach Fehlern mit der Meldung; erledigte einen Tag, gescheiterte, bis man sie löscht"
)
_ACCOUNT = "bis das Konto gelöscht wird"

TABLES = {
    "account.EmailAddress": f"personal: Adresse der Anmeldung, ob bestätigt; {_ACCOUNT}",
    "account.EmailConfirmation": f"personal: Bestätigung einer Adresse; {_ACCOUNT}",
    "auth.Group": NO,
    "auth.Group_permissions": NO,
    "auth.Permission": NO,
    "contenttypes.ContentType": NO,
    "django_tasks_database.DBTaskResult": _JOBS,
    "mfa.Authenticator": f"personal: zweiter Faktor der Anmeldung; {_ACCOUNT}",
    "sessions.Session": "personal: wer angemeldet ist und als wer; bis zur Abmeldung, höchstens zwölf Stunden",
}
