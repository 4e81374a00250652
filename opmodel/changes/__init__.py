"""Two models -> what changed, how much it matters, whom it reaches and who must approve."""

from opmodel.changes.change import Action, Approver, Change, Changes, Weight
from opmodel.changes.diff import diff
from opmodel.changes.edits.keeping import Kept, kept_of
from opmodel.changes.remembering import events
from opmodel.changes.review import Review

__all__ = ["Action", "Approver", "Change", "Changes", "Kept", "Review", "Weight", "diff", "events", "kept_of"]
