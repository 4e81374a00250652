"""The same model written otherwise: other files, other order, other layout, comments."""

import json
from collections.abc import Iterator
from random import Random

from opmodel.source import Mapping, Node, Scalar, parse

KEPT_IN_ORDER = frozenset(("values", "stages", "steps", "rules", "forecast_categories", "split", "statements"))
"""Lists and maps whose order says something; statements are numbered by other keys."""


def rewritten(files: dict[str, str], random: Random) -> dict[str, str]:
    """Return the texts of a model with every entity in some file, in any order and layout."""
    manifest = files["opmodel.yaml"]
    entities = [
        entity for name, text in files.items() for entity in _entities(text, random, is_manifest=name == "opmodel.yaml")
    ]
    random.shuffle(entities)
    homes = [f"part{number}.yaml" for number in range(random.randint(1, 5))]
    texts: dict[str, dict[str, list[str]]] = {}
    for section, text in entities:
        texts.setdefault(random.choice(homes), {}).setdefault(section, []).append(text)
    found = {
        name: "".join(_section(section, parts, random) for section, parts in below.items())
        for name, below in texts.items()
    }
    return {"opmodel.yaml": _manifest(manifest, random), **found}


def _entities(text: str, random: Random, *, is_manifest: bool) -> Iterator[tuple[str, str]]:
    root = parse(text.encode(), "x.yaml").root
    for section, below in root.values.items() if root and not is_manifest else ():
        assert isinstance(below, Mapping)
        for name, node in below.values.items():
            yield section, f"  {name}: {_value(node, 4, random, section)}\n"


def _section(section: str, parts: list[str], random: Random) -> str:
    remark = "# a remark\n" if random.random() < 0.3 else ""
    return f"{remark}{section}:\n{''.join(parts)}\n"


def _manifest(text: str, random: Random) -> str:
    root = parse(text.encode(), "x.yaml").root
    assert root
    return "".join(f"{name}: {_value(node, 2, random, name)}\n" for name, node in root.values.items())


def _value(node: Node, indent: int, random: Random, key: str) -> str:
    if isinstance(node, Scalar):
        return node.text if node.plain and "\n" not in node.text else json.dumps(node.text, ensure_ascii=False)
    is_flow = random.random() < 0.5
    if isinstance(node, Mapping):
        pairs = list(node.values.items())
        if key not in KEPT_IN_ORDER:
            random.shuffle(pairs)
        if is_flow or not pairs:
            return "{" + ", ".join(f"{name}: {_flow(below, random, name)}" for name, below in pairs) + "}"
        blanks = " " * indent
        lines = (f"\n{blanks}{name}: {_value(below, indent + 2, random, name)}" for name, below in pairs)
        return "".join(f"{line}   # said" if random.random() < 0.1 else line for line in lines)
    items = list(node.items)
    return "[" + ", ".join(_flow(item, random, "") for item in items) + "]"


def _flow(node: Node, random: Random, key: str) -> str:
    """Write a value inside braces, where plain text must not hold their marks."""
    if isinstance(node, Scalar):
        is_bare = node.plain and not set(node.text) & set(",[]{}#:'\"?\n")
        return node.text if is_bare else json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Mapping):
        pairs = list(node.values.items())
        if key not in KEPT_IN_ORDER:
            random.shuffle(pairs)
        return "{" + ", ".join(f"{name}: {_flow(below, random, name)}" for name, below in pairs) + "}"
    return "[" + ", ".join(_flow(item, random, "") for item in node.items) + "]"
