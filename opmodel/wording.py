"""Small pieces of sentences that every room writes alike."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

_CAPITALS = frozenset(
    (
        *("ae", "am", "bdr", "ce", "ceo", "cfo", "cio", "cmo", "coo", "cpo", "cro", "crm", "cs", "csm", "cto", "gtm"),
        *("acv", "arr", "grr", "icp", "mql", "mrr", "nps", "nrr", "pql", "sql"),
        *("avp", "bd", "cx", "evp", "hr", "kam", "pm", "rsd", "sdr", "smb", "svp", "ta", "tam", "tpm", "vp"),
    )
)
"""Words of ids that the trade writes in capitals."""
_COUNTED = {"mqls": "MQLs", "pqls": "PQLs", "sqls": "SQLs"}

UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode's categories of characters that show nothing or change what others show."""


def listed(parts: Iterable[str]) -> str:
    """Write `a, b and c`."""
    *most, last = tuple(parts) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, noun: str, plural: str = "") -> str:
    """Write `1 stage`, `2 stages`, `1,024 entities`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def with_article(noun: str) -> str:
    """Write `an opportunity`, `a user`, `an MQL`."""
    first = noun.partition(" ")[0]
    if len(first) > 1 and first.isupper():
        return f"{'an' if first[0] in 'AEFHILMNORSX' else 'a'} {noun}"
    vowel = noun[:1].casefold() in ("a", "e", "i", "o") or (noun[:1] == "u" and not noun.startswith(("us", "uni")))
    return f"{'an' if vowel else 'a'} {noun}"


def nearest(word: str, known: Iterable[str], closeness: float = 0.7) -> str:
    """Return the known word that somebody may have meant, whatever its case; nothing if none is close."""
    words = {name.lower(): name for name in sorted(set(known), reverse=True)}
    wanted = word.lower().replace(" ", "_").replace("-", "_")
    for candidate in (word.lower(), wanted):
        if candidate in words:
            return words[candidate]
    ends = {name.rpartition(".")[2]: name for name in words}
    if wanted in ends:
        return words[ends[wanted]]
    of_trade = wanted in _CAPITALS or wanted in _COUNTED  # nobody who writes `nrr` means `arr`
    cutoff = max(closeness, 0.8) if of_trade else closeness
    for candidate in (word.lower(), wanted):
        if close := get_close_matches(candidate, words, n=1, cutoff=cutoff):
            return words[close[0]]
    return "" if of_trade else words.get(_slipped(wanted, words), "")


def _slipped(word: str, known: Iterable[str]) -> str:
    """Return the short word in which two neighbours are swapped, else the only one in which one letter differs."""
    if len(word) not in (3, 4):
        return ""
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}
    alike = [name for name in known if len(name) == len(word)]
    found = [name for name in alike if name in swaps]
    found = found or [name for name in alike if sum(map(str.__ne__, name, word)) == 1]
    return found[0] if len(found) == 1 else ""


def written_day(text: str) -> str:
    """Return how a day written otherwise (`30/06/2027`, `2027-6-3`) is written here, both where it may be two."""
    if found := re.fullmatch(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})", text.strip()):
        year, *ways = found[1], (found[2], found[3])
    elif found := re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text.strip()):
        year, *ways = found[4], (found[3], found[1]), (found[1], found[3])
    else:
        return ""
    days = []
    for month, day in ways:
        with suppress(ValueError):
            days.append(date(int(year), int(month), int(day)).isoformat())
    return " or ".join(dict.fromkeys(days))


def did_you_mean(word: str, known: Iterable[str], closeness: float = 0.7) -> str:
    """Return `did you mean 'x'?` for the closest known word, or nothing when none is close."""
    close = nearest(word, known, closeness)
    return f"did you mean '{close}'?" if close else ""


def bare(name: str) -> str:
    """Return an id without the section it may be written with: `role/ae` is `ae`."""
    return name.rpartition("/")[2] if "/" in name else name


def spelled(name: str) -> str:
    """Write an id as a title: `vp_sales` as `VP sales`, `mqls` as `MQLs`."""
    words = [word.upper() if word in _CAPITALS else _COUNTED.get(word, word) for word in name.split("_")]
    text = " ".join(word for word in words if word) or name
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """Return text as one line of visible characters: no control, direction or zero-width ones, no piled accents."""
    spaced = re.sub(r"\s+", " ", text)
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in UNSEEN)
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", seen).strip():
        if not (unicodedata.combining(letter) and all(map(unicodedata.combining, letters[-2:]))):
            letters.append(letter)
    return "".join(letters)


@lru_cache(32)
def phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some phrases as whole words, over line breaks too; what is in capitals only so."""
    longest_first = sorted({" ".join(word.split()) for word in words} - {""}, key=lambda word: (-len(word), word))
    parts = (r"\s+".join(map(re.escape, word.split(" "))) for word in longest_first)
    found = (part if word.isupper() else f"(?i:{part})" for word, part in zip(longest_first, parts, strict=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)" if longest_first else r"(?!)")


def beside(*parts: str) -> str:
    """Write plain texts beside each other, those that say something: `30d · 40%`."""
    return " · ".join(part for part in map(plain, parts) if part)
