"""Names that options and arguments take, such as those of schemes and societies; the shell can complete them.

Only the names of files are read here: completing must not load a catalogue.
"""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from glasshouse.ground.registry import Catalogue

__all__ = ["PATCHWORK", "REFORM", "SCHEME", "SOCIETY", "Name"]


class Name(click.ParamType[str]):
    """An id of a catalogue, or what else the floor that reads it takes; that floor says what is wrong.

    Attributes:
        catalogue: the entries; nothing is read before somebody asks.
    """

    def __init__(self, kind: str, noun: str, files: bool) -> None:
        self.name = noun
        self.catalogue = Catalogue(kind, noun)
        self._files = files

    def shell_complete(
        self, context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Ids that begin so; files of one's own too, once a path is begun or where no id fits."""
        ids = [CompletionItem(id) for id in self.catalogue if id.startswith(incomplete)]
        if self._files and (not ids or not incomplete):
            ids.append(CompletionItem(incomplete, type="file"))
        return list(ids)


PATCHWORK = Name("patchworks", "patchwork", files=True)
SCHEME = Name("schemes", "scheme", files=True)
REFORM = Name("reforms", "reform", files=True)
SOCIETY = Name("societies", "society", files=True)
