"""A review as annotations of GitHub: what it brings up, and its heaviest changes where they are written."""

from opmodel.changes import Change, Review, Weight
from opmodel.reports import Options, render
from opmodel.reports.answers.changes._words import approving
from opmodel.reports.github import MOST, notice


def github(review: Review, options: Options) -> str:
    """Write the new findings as commands, then the changes that somebody must approve, the heaviest first."""
    weighty = [one for one in review.changes.found if one.after and one.weight in (Weight.BREAKING, Weight.RISKY)]
    kept = weighty if len(weighty) <= MOST else weighty[: MOST - 1]
    lines = [notice(one.after, f"{one.weight} change", [one.told, *_approves(one)]) for one in kept if one.after]
    if more := len(weighty) - len(kept):
        lines.append(notice(None, f"{more} more changes", ['all are in `--format markdown="$GITHUB_STEP_SUMMARY"`']))
    return render("github", (review.result,), options) + "".join(f"{line}\n" for line in lines)


def _approves(change: Change) -> list[str]:
    who = approving(change)
    return [f"approves: {who}"] if who else []
