"""Registers that fill by themselves: an extension belongs to its kind by lying in the right folder.

`Catalogue` finds files (schemes, societies, assumptions), `Extensions` finds Python modules (measures, lint
rules). Neither looks before it is asked, and a module is imported only when its entry is taken.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.files import catalogue_path

__all__ = ["Catalogue", "Extensions", "is_path"]

T = TypeVar("T")


class Catalogue(Mapping[str, Path]):
    """The entries of one kind, by id: ``<id>.yaml``, or ``<id>/<id>.yaml`` with data files beside it."""

    def __init__(self, kind: str, noun: str, folder: Path | None = None) -> None:
        """Name a kind of entry; nothing is read.

        Args:
            kind: name of the folder, such as ``schemes``.
            noun: what one entry is called in messages, such as ``scheme``.
            folder: where the entries lie; by default the folder of this kind in the package's catalogue.
        """
        self.kind = kind
        self.noun = noun
        self._folder = folder

    @cached_property
    def _entries(self) -> dict[str, Path]:
        folder = catalogue_path(self.kind) if self._folder is None else self._folder
        if not folder.is_dir():
            return {}
        files = [
            *folder.glob("*.yaml"),
            *(file for file in folder.glob("*/*.yaml") if file.stem == file.parent.name),
        ]
        return {file.stem: file for file in sorted(files, key=lambda file: file.stem)}

    def __getitem__(self, name: str) -> Path:
        """Return the file of an entry."""
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        """Run through the ids, in alphabetical order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entries)

    def locate(self, id_or_path: str | Path) -> Path:
        """Find the file that somebody means.

        A text with a slash or with the ending ``.yaml`` or ``.yml`` is a path, anything else is an id.

        Args:
            id_or_path: ``nanjing-2019``, ``my-town.yaml`` or a path.

        Raises:
            BadInput: there is no such file or entry; the message names the nearest one.
        """
        name = str(id_or_path)
        if is_path(id_or_path):
            return self._existing(Path(id_or_path))
        if name in self:
            return self[name]
        raise BadInput(self._absent(name))

    def _existing(self, path: Path) -> Path:
        if path.is_file():
            return path
        if path.is_dir():
            what = f"'{path}' is a folder; a {self.noun} is a YAML file."
        else:
            what = f"There is no file '{path}'."
        remedy = (
            f"The catalogue has a {self.noun} '{path.stem}': give its id alone."
            if path.stem in self
            else None
        )
        raise BadInput(Problem(what, remedy=remedy, code="no-such-file"))

    def _absent(self, name: str) -> Problem:
        meant = did_you_mean(name, self)
        known = ", ".join(self) or "none yet"
        here = next((path for path in (Path(name), Path(f"{name}.yaml")) if name and path.exists()), None)
        own = f"./{here}" if here else f"./my-{self.noun}.yaml"
        return Problem(
            f"There is no {self.noun} '{name}'." + (f" Did you mean '{meant}'?" if meant else ""),
            why=f"Known: {known}.",
            remedy=f"To use a {self.noun} of your own, give its path, such as {own}.",
            code="no-such-entry",
        )


def is_path(id_or_path: str | Path) -> bool:
    """Whether somebody means a path: a text with a slash or a YAML ending does, anything else is an id."""
    name = str(id_or_path)
    return isinstance(id_or_path, Path) or "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


class Extensions(Mapping[str, T], Generic[T]):
    """The extensions that lie in one package: one module each, which holds one object of a fixed name.

    The id of an extension is its module's name with hyphens for underscores; modules whose name begins with
    an underscore are not extensions.
    """

    def __init__(self, package: str, attribute: str, kind: type[T]) -> None:
        """Name a package; nothing is imported.

        Args:
            package: full name of the package, such as ``glasshouse.measures.library``.
            attribute: name of the object in each module, such as ``MEASURE``.
            kind: the type that each object must have.
        """
        self._package = package
        self._attribute = attribute
        self._kind = kind

    @cached_property
    def _modules(self) -> dict[str, str]:
        specification = importlib.util.find_spec(self._package)
        if specification is None or specification.submodule_search_locations is None:
            return {}
        found = sorted(
            module.name for module in pkgutil.iter_modules(specification.submodule_search_locations)
        )
        return {
            name.replace("_", "-"): f"{self._package}.{name}" for name in found if not name.startswith("_")
        }

    def __getitem__(self, name: str) -> T:
        """Import the module of an extension and return its object.

        Raises:
            KeyError: no extension has this id.
            TypeError: the module does not hold an object of the right name and type; a fault of the
                extension.
        """
        module = self._modules[name]
        found = getattr(importlib.import_module(module), self._attribute, None)
        if not isinstance(found, self._kind):
            raise TypeError(
                f"{module} must define {self._attribute}, an object of type {self._kind.__name__}"
            )
        return found

    def __iter__(self) -> Iterator[str]:
        """Run through the ids, in alphabetical order, without importing anything but the package."""
        return iter(self._modules)

    def __len__(self) -> int:
        """Count the extensions."""
        return len(self._modules)
