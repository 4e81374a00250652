"""Northwind over ten commits of a year, in a git repository: some of it is how quarters are made."""

from pathlib import Path

from tests.gitted import Repo
from tests.models.folders import NORTHWIND, texts

_PIPELINE = "\"goal_written and stage in ('pilot', 'contracting')\""
_WIDER = "\"stage in ('pilot', 'contracting')\""
_RENEWING = "  renewing:\n    type: open\n    side: post_sale\n    owner: "
_CSM, _AM = f"{_RENEWING}csm", f"{_RENEWING}account_manager"
_BOARD = "dashboards:\n"
_MORE = "dashboards:\n  push_board: {owner: head_revops, dataset: deal_history, answers: [what_is_pipeline]}\n"

STEPS: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("2025-11-03", "A description", (("definitions.yaml", "term: Qualified pipeline", "term: The pipeline"),)),
    ("2025-12-29", "Read pipeline a little wider", (("definitions.yaml", _PIPELINE, _WIDER),)),
    ("2026-01-12", "Pipeline as it was", (("definitions.yaml", _WIDER, _PIPELINE),)),
    ("2026-02-10", "Value of handover", (("kpis_after_signature.yaml", "signed_at", "handed_over_at"),)),
    ("2026-03-27", "Account managers close renewals", (("customers.yaml", _CSM, _AM),)),
    ("2026-04-08", "Renewals back", (("customers.yaml", _AM, _CSM),)),
    ("2026-05-18", "Weights of the new year", (("pay.yaml", "        weight: 85\n", "        weight: 80\n"),)),
    ("2026-06-26", "Quarter end", (
        ("customers.yaml", _CSM, _AM),
        ("definitions.yaml", _PIPELINE, _WIDER),
    )),
    ("2026-07-09", "Layout", (("rhythm.yaml", _BOARD, f"# Boards\n{_BOARD}"),)),
    ("2026-08-17", "One more board", (("rhythm.yaml", _BOARD, _MORE),)),
)  # fmt: skip
"""Day, subject, and what is written otherwise: file, old, new."""


def evolved(root: Path) -> Repo:
    """Make the repository; the model is at its top."""
    repo, files = Repo(root), texts(NORTHWIND)
    _put(repo, files)
    repo.commit("The model", day="2025-10-06")
    for day, subject, edits in STEPS:
        for name, old, new in edits:
            assert old in files[name], (name, old)
            files[name] = files[name].replace(old, new, 1)
        _put(repo, files)
        repo.commit(subject, day=day)
    return repo


def _put(repo: Repo, files: dict[str, str]) -> None:
    for name, text in files.items():
        (repo.root / name).write_text(text, encoding="utf-8")
