"""The core's tables: history, messages, documents, imports, daily runs, signs of life."""

from vorort.core.models.documents import Document, Upload
from vorort.core.models.history import HistoryEntry, HistoryHead, HistoryPayload
from vorort.core.models.imports import ImportedRow, ImportRun, ImportState
from vorort.core.models.messages import Message
from vorort.core.models.runs import DailyRun, Heartbeat

__all__ = [
    "DailyRun",
    "Document",
    "Heartbeat",
    "HistoryEntry",
    "HistoryHead",
    "HistoryPayload",
    "ImportRun",
    "ImportState",
    "ImportedRow",
    "Message",
    "Upload",
]
