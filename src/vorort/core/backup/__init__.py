"""Saves the whole database into one file while everybody works on, and fills an empty database from it.

The file is the same for SQLite and PostgreSQL, so an installation can move from one to the other.
"""

from vorort.core.backup.archive import BackupRefused
from vorort.core.backup.progress import Progress
from vorort.core.backup.restoring import restore
from vorort.core.backup.saving import Saved, save
from vorort.core.backup.tables import strangers

__all__ = ["BackupRefused", "Progress", "Saved", "restore", "save", "strangers"]
