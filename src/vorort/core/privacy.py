"""Which column is personal, for what purpose and how long. Every context's ``privacy.py`` says it of its own tables."""

NO = "no"


def personal(purpose: str, retention: str) -> str:
    """The classification of a personal column."""
    return f"personal: {purpose}; {retention}"


_FILE = "mit dem Vorgang"

FIELDS: dict[str, dict[str, str]] = {
    "HistoryEntry": {
        "id": NO,
        "stream": NO,
        "number": NO,
        "action": NO,
        "actor_user_id": personal("wer gehandelt hat, für die Nachweisbarkeit", _FILE),
        "actor_organisation_id": NO,
        "actor_role": NO,
        "business_day": NO,
        "recorded_at": NO,
        "payload_digest": NO,
        "previous_digest": NO,
        "digest": NO,
        "erases": NO,
    },
    "HistoryPayload": {
        "entry": NO,
        "salt": NO,
        "values": personal("was sich geändert hat, für die Nachweisbarkeit", "löschbar je Eintrag"),
    },
    "HistoryHead": {"id": NO, "stream": NO, "count": NO, "digest": NO},
    "Message": {
        "id": NO,
        "key": NO,
        "kind": NO,
        "subject_kind": NO,
        "subject_id": NO,
        "recipient_user_id": personal("Zustellung", "bis die Mitgliedschaft endet, danach ein Jahr"),
        "recipient_organisation_id": NO,
        "values": personal("Inhalt der Nachricht", "bis die Mitgliedschaft endet, danach ein Jahr"),
        "sent_on": NO,
        "read_on": personal("Zustellung", "bis die Mitgliedschaft endet, danach ein Jahr"),
        "emailed_on": NO,
    },
    "Document": {
        "id": NO,
        "owner_kind": NO,
        "owner_id": NO,
        "kind": NO,
        "version": NO,
        "title": NO,
        "media_type": NO,
        "size": NO,
        "sha256": NO,
        "content": personal("Schriftstück im Verfahren", _FILE),
        "issued_on": NO,
        "created_at": NO,
    },
    "Upload": {
        "id": NO,
        "name": personal("Anlage im Verfahren", _FILE),
        "media_type": NO,
        "size": NO,
        "sha256": NO,
        "content": personal("Anlage im Verfahren", _FILE),
        "created_at": NO,
    },
    "ImportRun": {
        "id": NO,
        "kind": NO,
        "file_name": NO,
        "sha256": NO,
        "size": NO,
        "options": NO,
        "content": personal("Vorschau einer Datei", "bis zur Übernahme, sonst sieben Tage"),
        "plan_digest": NO,
        "state": NO,
        "actor_user_id": personal("wer eingelesen hat, für die Nachweisbarkeit", _FILE),
        "actor_organisation_id": NO,
        "actor_role": NO,
        "previewed_on": NO,
        "applied_on": NO,
        "undone_on": NO,
        "undo_asked_by_user_id": personal("wer um die Rücknahme gebeten hat, für die Nachweisbarkeit", _FILE),
        "created": NO,
        "changed": NO,
        "ended": NO,
        "kept": NO,
        "hints": NO,
    },
    "ImportedRow": {
        "id": NO,
        "run": NO,
        "number": NO,
        "row": NO,
        "model": NO,
        "object_id": NO,
        "before": personal("was vorher da stand, um das Einlesen zurückzunehmen", _FILE),
        "after": personal("was eingelesen wurde, um spätere Änderungen zu erkennen", _FILE),
    },
    "DailyRun": {"id": NO, "day": NO, "finished_at": NO},
    "Heartbeat": {"id": NO, "process": NO, "at": NO},
}
