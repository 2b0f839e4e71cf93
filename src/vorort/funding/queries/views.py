"""The reader's own views of the work list."""

from collections.abc import Sequence
from dataclasses import dataclass

from vorort.funding.actions.saved_view import MOST
from vorort.funding.models import SavedView
from vorort.network.capacity import Capacity


@dataclass(frozen=True)
class SavedViews:
    """Her views by name."""

    rows: Sequence[SavedView]

    @property
    def default_query(self) -> str:
        """The filter her list opens with; empty when she has chosen none."""
        return next((view.query for view in self.rows if view.is_default), "")

    @property
    def has_room(self) -> bool:
        """Whether one more can be kept."""
        return len(self.rows) < MOST


def saved_views(capacity: Capacity) -> SavedViews:
    """The views of the reader in her present role. One statement."""
    return SavedViews(list(SavedView.objects.filter(owner_id=capacity.id)))
