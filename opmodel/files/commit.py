"""A folder of a commit, read like one of the disk."""

import errno
import posixpath
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate

from opmodel.files.disk import LeadsOutError
from opmodel.files.names import MANIFEST, is_model_text, is_skipped, is_yaml
from opmodel.files.repository import Blob, Repository

_LINKS = 8  # that may follow each other


class Commit:
    """The folder of a model in a commit."""

    def __init__(self, repository: Repository, commit: str, folder: str) -> None:
        self._repository = repository
        self._blobs = repository.blobs(commit, folder)
        self._texts: Mapping[str, bytes] | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether the commit has nothing in the folder."""
        return not self._blobs

    def names(self) -> Iterator[str]:
        """Yield the YAML files below the folder, nested models and hidden files left out."""
        ends = ("/pyvenv.cfg", f"/{MANIFEST}")
        apart = {path.rpartition("/")[0] for path in self._blobs if path.endswith(ends) and self._is_apart(path)}

        @cache
        def is_out(folder: str) -> bool:
            above = (*accumulate(folder.split("/"), "{}/{}".format),)
            return any(one in apart or is_skipped(one.rpartition("/")[2]) for one in above if one)

        for path in sorted(self._blobs, key=_walked):
            folder, _, name = path.rpartition("/")
            if is_yaml(name) and not is_out(folder):
                yield path

    def has(self, name: str) -> bool:
        """Tell whether there is something of this name."""
        return name in self._blobs

    def is_link(self, name: str) -> bool:
        """Tell whether a name is a link to something else."""
        return name in self._blobs and self._blobs[name].is_link

    def read(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            LeadsOutError: it is a link that leads out of the folder.
            OSError: there is no such file.
        """
        for _ in range(_LINKS):
            blob = self._blobs.get(name)
            if blob is None:
                raise OSError(errno.ENOENT, "No such file or directory")
            text = self._text(blob)
            if not blob.is_link:
                return text
            target = text.decode("utf-8", "surrogateescape")
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            if target.startswith("/") or name.startswith("../") or name == "..":
                raise LeadsOutError
        raise OSError(errno.ELOOP, "Too many levels of symbolic links")

    def _text(self, blob: Blob) -> bytes:
        """Return what a blob holds; all that a model may need are read at once."""
        if self._texts is None:
            wanted = (one for path, one in self._blobs.items() if one.is_link or is_yaml(path.rpartition("/")[2]))
            self._texts = self._repository.texts(wanted)
        if blob.id not in self._texts:
            self._texts = {**self._texts, **self._repository.texts((blob,))}
        return self._texts[blob.id]

    def _is_apart(self, path: str) -> bool:
        """Tell whether a file makes its folder no part of the model: a virtual environment, or a model of its own."""
        blob = self._blobs[path]
        return blob.is_link or not path.endswith(MANIFEST) or is_model_text(self._text(blob))


def _walked(path: str) -> list[tuple[bool, str]]:
    """Sort key: the files of a folder come before those of the folders in it, as a walk over the disk has them."""
    *folders, name = path.split("/")
    return [*((True, one) for one in folders), (False, name)]
