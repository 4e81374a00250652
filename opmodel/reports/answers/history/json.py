"""A history for programs: one JSON document with every change."""

from opmodel.history import TOPICS, Chance, Counts, Quarterly
from opmodel.reports import Options
from opmodel.reports.json import Value, written


def json(model: str, counts: Counts, options: Options) -> str:  # noqa: ARG001 - all formats are called alike
    """Write a history for programs, with every change."""
    history = counts.history
    return written(
        {
            "model": model,
            "since": str(history.since),
            "until": str(history.until),
            "cut": history.cut or None,
            "end_of_quarter": str(counts.closing),
            "versions": [{"day": str(one.day), "commit": one.id, "subject": one.subject} for one in history.versions],
            "quarters": [_quarter_value(one) for one in counts.quarters],
            "weeks_before_end": {
                str(topic): {str(week): number for week, number in weeks.items()}
                for topic, weeks in counts.distances.items()
            },
            "chance": {str(topic): _chance_value(one) for topic, one in counts.chances.items()},
            "changes": [
                {
                    "day": str(one.day),
                    "commit": one.at.id,
                    "entity": one.entity,
                    "path": one.path,
                    "about": str(one.topic),
                    "old": one.old,
                    "new": one.new,
                    "in_freeze": one.is_in_freeze,
                }
                for one in history.events
            ],
        }
    )


def _quarter_value(one: Quarterly) -> Value:
    return {
        "name": one.name,
        "first": str(one.first),
        "last": str(one.last),
        "days": one.days,
        "days_near_end": one.near,
        "changes": {str(topic): one.counts.get(topic, 0) for topic in TOPICS},
        "changes_near_end": {str(topic): one.counts_near.get(topic, 0) for topic in TOPICS},
    }


def _chance_value(one: Chance) -> Value:
    return {
        "days": one.days,
        "near_end": one.near,
        "all_days": one.all_days,
        "all_near_end": one.all_near,
        "likelihood": round(one.likelihood, 6),
    }
