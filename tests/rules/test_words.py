"""Lists of words: those of the program, and those a model adds in its settings."""

from pathlib import Path

import pytest

from opmodel import discover
from opmodel.pipeline import check_model, load_folder, settings_of
from opmodel.wording import phrases
from tests.rules.examples import DAY

WORDS = ("solid plan", "as appropriate", "TBD")


@pytest.mark.parametrize("text", ["a Solid\n plan", "as appropriate.", "(TBD)", "solid plan"])
def test_phrases_are_found_whatever_their_case_and_over_line_breaks(text: str) -> None:
    """A phrase stands in a text as whole words; one in capitals only in capitals."""
    assert phrases(WORDS).search(text)


@pytest.mark.parametrize("text", ["a solid planning", "tbd", "inappropriate", ""])
def test_phrases_are_not_found_inside_words(text: str) -> None:
    """Parts of words, and a word in small letters where the list has capitals, are not found."""
    assert not phrases(WORDS).search(text)


def test_no_phrases_find_nothing() -> None:
    """An empty list matches no text."""
    assert not phrases(()).search("anything")


@pytest.mark.parametrize("module", ["vague_definition", "placeholder_in_rule"])
def test_lists_hold_words_once(module: str) -> None:
    """A list beside a rule has a phrase a line, each once."""
    words = discover.words(f"opmodel.rules.definitions.{module}")
    assert words
    assert len({word.casefold() for word in words}) == len(words)


MODEL = """
objects: {deal: {fields: {amount: {type: money}}}}
definitions:
  real_deal: {term: Real deal, version: 1, object: deal, test: amount > 0, description: Amount and gut feeling.}
"""


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        (
            "{vague-definition: {more_words: [gut feeling]}}",
            [
                "definition 'real_deal': its description says 'gut feeling', which everybody reads in their own way",
            ],
        ),
        ("{placeholder-in-rule: {more_words: [Amount and]}}", ["Amount and"]),
    ],
)
def test_a_model_adds_words_of_its_own(more: str, found: list[str], tmp_path: Path) -> None:
    """What the settings of a model add to a list is looked for like the words of the program."""
    manifest = f"opmodel: 1\ncheck: {{profile: strict, rules: {more or '{}'}}}\n"
    (tmp_path / "opmodel.yaml").write_text(manifest + MODEL, encoding="utf-8")
    model = load_folder(tmp_path, tmp_path)
    findings = check_model(model, settings_of(model), DAY, only=("vague-definition", "placeholder-in-rule")).findings
    assert len(findings) == len(found)
    assert all(text in one.message for text, one in zip(found, findings, strict=True))
