"""Which policies a question is about: those of a model, of a pack or of a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from opmodel.cli import options
from opmodel.cli.inquiry import Inquiry

if TYPE_CHECKING:  # `--help` does without them
    from opmodel.engine.policies.policy import Example, Policy
    from opmodel.model import Model

Found = tuple["Policy", Path]
"""A policy, and the folder that its file is named from."""


def of_model(path: Path, config: Path | None) -> tuple[Found, ...]:
    """Return the policies by which a model is judged; none where nobody named one and there is none, or several."""
    from opmodel.errors import NoModelError, UsageError

    asked = Inquiry(path, options.today(), {}, config)
    try:
        folder = asked.folder
    except (NoModelError, UsageError):
        if path != Path():
            raise
        return ()
    here = Path().resolve()
    base = Path() if config or folder.resolve().is_relative_to(here) else folder
    return tuple((one, base) for one in asked.settings.policies)


def chosen(names: Iterable[str], path: Path, config: Path | None) -> tuple[Found, ...]:
    """Return the policies that names mean: a pack, a file, or a policy of the model or of a pack; without one all.

    Raises:
        UsageError: a name means nothing, or there is none and the model names no policies.
    """
    from opmodel.errors import UsageError
    from opmodel.policy.policies import PACKS, pack

    wanted = tuple(names)
    of_files = {name: _of_file(name) for name in wanted if name.endswith((".yaml", ".yml"))}
    of_packs = {name: tuple((one, Path()) for one in pack(name)) for name in wanted if name in PACKS}
    if wanted and len(of_files) + len(of_packs) == len(set(wanted)):
        return tuple(one for name in wanted for one in (*of_files.get(name, ()), *of_packs.get(name, ())))
    own = of_model(path, config)
    if not wanted and not own:
        raise UsageError(f"the model names no policies below check; name a file of them, or one of {', '.join(PACKS)}")
    known = {one.id: (one, base) for one, base in (*((one, Path()) for one in pack(PACKS[-1])), *own)}
    found: list[Found] = []
    for name in wanted:
        found += of_files.get(name) or of_packs.get(name) or (_known(name, known),)
    return tuple(found) if wanted else own


def loaded(example: "Example", base: Path) -> "Model":
    """Read the folder of a test.

    Raises:
        UsageError: there is no such folder, or it lies elsewhere than beside the file of the policy.
    """
    from opmodel import pipeline
    from opmodel.errors import UsageError

    home = (base / example.span.file).parent
    folder = home / str(example.model)
    if not folder.is_dir() or not folder.resolve().is_relative_to(home.resolve()):
        place = f"{example.span.file}:{example.span.line}:{example.span.column}"
        raise UsageError(f"{place}: there is no folder '{example.model}' beside the file of the policy")
    return pipeline.load_folder(folder, folder)


def _known(name: str, known: dict[str, Found]) -> Found:
    from opmodel.errors import UsageError
    from opmodel.policy.policies import PACKS
    from opmodel.wording import did_you_mean

    if name not in known:
        hint = did_you_mean(name, (*known, *PACKS)) or "`opmodel policy list` lists what there is"
        raise UsageError(f"there is no policy '{name}'; {hint}")
    return known[name]


def _of_file(name: str) -> tuple[Found, ...]:
    from functools import partial

    from opmodel.errors import UsageError
    from opmodel.files import beside, read_named
    from opmodel.policy.policies import policies_in

    path = Path(name)
    try:
        document = beside(partial(read_named, path.parent), name)(path.name)
    except OSError as error:
        raise UsageError(f"the policies '{name}' cannot be read: {(error.strerror or '').lower()}") from error
    return tuple((one, Path()) for one in policies_in(document))
