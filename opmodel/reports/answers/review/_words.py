"""Sentences about a review that every format writes alike."""

from opmodel.changes import Review
from opmodel.reports.terminal.summary import count_words
from opmodel.wording import counted, listed


def verdict(review: Review) -> str:
    """Say in one sentence what a request comes to."""
    asked = len({one.role for one, _ in review.changes.approvers if one.role} | {review.changes.owner.role} - {""})
    brings = count_words(review.introduced)
    missing = len({why for one, _ in review.changes.approvers if one.is_missing for why in one.reasons})
    parts = [
        f"{counted(asked, 'role')} must approve" if review.changes.found else "nobody must approve",
        f"nobody is named for {counted(missing, 'approval')}" if missing else "",
        f"it brings {brings}" if brings else "it brings no finding",
        f"it settles {count_words(review.resolved)}" if review.resolved else "",
    ]
    return listed(part for part in parts if part)


def judged(review: Review) -> str:
    """Say by what the findings were judged."""
    return f"Judged by the settings, policies and suppressions of {review.changes.before}."


def let_pass(review: Review) -> str:
    """Say that the request wants to let some of its own findings pass; nothing where it does not."""
    number = len(review.proposed)
    if not number:
        return ""
    return f"{number} of these would pass by what the request brings along; that is not agreed on"
