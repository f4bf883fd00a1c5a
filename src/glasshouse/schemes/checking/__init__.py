"""What the shape of a file cannot say: that names lead somewhere, bands meet, and lists have a way in.

The checks read the plain document, not the model, and expect nothing of its shape: so a file with a misspelt
key still has its missing references reported in the same screen. Each check is a generator of problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem
from glasshouse.schemes.checking import listing, naming, scoring, wording
from glasshouse.schemes.vocabulary import Words

__all__ = ["check"]

_CHECKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    naming.duplicates,
    naming.references,
    naming.users,
    naming.targets,
    naming.amendments,
    scoring.score,
    scoring.bands,
    scoring.caps,
    wording.dates,
    wording.effects,
    wording.discretion,
    wording.displacements,
    wording.durations,
    wording.subjects,
    wording.windows,
    wording.sizes,
    wording.remedy_chains,
    listing.lists_entered,
    listing.list_cycles,
    listing.stays,
    listing.dead_ends,
)

_WORD_CHECKS: tuple[Callable[[Document, Words], Iterator[Problem]], ...] = (
    naming.sources,
    naming.rule_names,
    naming.extensions,
    naming.gates,
    naming.histories,
    scoring.inputs,
)


def check(document: Document, words: Words) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings about a scheme's document that names what there is in `words`."""
    found = [problem for one in _CHECKS for problem in one(document)]
    found += [problem for one in _WORD_CHECKS for problem in one(document, words)]
    errors = [problem for problem in found if problem.severity == "error"]
    return errors, [problem for problem in found if problem.severity == "warning"]
