"""What of a scheme is counted apart: the gates, conducts, lists, bands, effects and rules that have columns.

Of one text first; then of all texts of a scheme together, in the order in which its columns stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.texts import united
from glasshouse.schemes.model import REFUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List

__all__ = [
    "JOB",
    "conducts_changed",
    "conducts_counted",
    "conducts_of_texts",
    "gates_lasting",
    "gates_of_texts",
    "gates_refused",
    "gates_touched",
    "is_public",
    "lasting_of_texts",
    "lists_owing",
    "lists_owing_in_texts",
    "owes_notice",
    "public_black_lists",
    "rules_entering",
    "rules_named",
    "rules_of_texts",
    "strains_in_texts",
    "suspends",
    "targets_named",
]

JOB = "job"
"""The gate where those who ask are looked up in public registers, whatever the scheme says."""

# ---------------------------------------------------------------------------------------- one text


def gates_touched(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates at which a consequence of the scheme acts, or a public blacklist; in the assumptions' order."""
    named = {item.gate for item in scheme.consequences if item.does != "warn"}
    if public_black_lists(scheme):
        named.add(JOB)
    return [gate for gate in assumptions.gates if gate in named]


def gates_refused(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates where the scheme refuses, itself or through employers who read its public blacklists."""
    named = {item.gate for item in scheme.consequences if item.does in REFUSES}
    if assumptions.procedure.publication.hiring.value > 0.0 and public_black_lists(scheme):
        named.add(JOB)
    return [gate for gate in assumptions.gates if gate in named]


def gates_lasting(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Gates where the scheme refuses what lasts and what a conduct that it counts or changes needs."""
    needed = {assumptions.conducts[conduct].needs for conduct in conducts_changed(scheme, assumptions)}
    refused = gates_refused(scheme, assumptions)
    return [gate for gate in refused if gate in needed and assumptions.gates[gate].lasting]


def conducts_counted(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Conducts that some rule of the scheme or input of its scorecard names, in the assumptions' order."""
    named = {conduct for rule in scheme.rules for conduct in (rule.when.conducts or ())}
    named |= {
        entry.id
        for dimension in scheme.score.dimensions
        for entry in dimension.inputs
        if entry.kind == "conduct" and entry.id is not None
    }
    return [conduct for conduct in assumptions.conducts if conduct in named]


def conducts_changed(scheme: Scheme, assumptions: Assumptions) -> list[str]:
    """Conducts whose rate the scheme may change, in the assumptions' order.

    Those that it counts; those that people do more or less of who are refused where that strains them; those
    that need what it refuses.
    """
    counted = set(conducts_counted(scheme, assumptions))
    gates = [assumptions.gates[gate] for gate in gates_refused(scheme, assumptions)]
    strains = any(gate.strains for gate in gates)
    taken = {gate.id for gate in gates if gate.incapacitates.value > 0.0}
    return [
        name
        for name, conduct in assumptions.conducts.items()
        if name in counted or (strains and conduct.strained.value != 1.0) or conduct.needs in taken
    ]


def is_public(entry: List) -> bool:
    """Whether anybody can read a list."""
    return entry.publication is not None and entry.publication.audience == "public"


def public_black_lists(scheme: Scheme) -> list[List]:
    """Blacklists that anybody can read."""
    return [entry for entry in scheme.lists if entry.polarity == "black" and is_public(entry)]


def owes_notice(scheme: Scheme, name: str) -> bool:
    """Whether the text says that people are told of an entry on a list."""
    return any(notice.due != "none" and name in notice.for_.lists for notice in scheme.notice)


def suspends(scheme: Scheme, name: str) -> bool:
    """Whether a list waits with its effect, by the text, while somebody has it corrected or reviewed."""
    leads_out = any(
        entry.id == name and any(way.by == "overturned" for way in entry.exit) for entry in scheme.lists
    )
    return leads_out and any(
        remedy.suspends and remedy.kind != "repair" and name in remedy.for_.lists
        for remedy in scheme.remedies
    )


def lists_owing(scheme: Scheme) -> list[str]:
    """Lists whose entries can be defective by the text's own procedure, in file order."""
    told = {name for notice in scheme.notice if notice.due != "none" for name in notice.for_.rules}
    entered = {rule.effect.enter for rule in scheme.rules if rule.id in told}
    names = [entry.id for entry in scheme.lists]
    return [name for name in names if name in entered or owes_notice(scheme, name) or suspends(scheme, name)]


def targets_named(scheme: Scheme) -> list[tuple[str, str]]:
    """Bands, then consequences, that a notice or remedy names, in file order: kind and id."""
    named = [remedy.for_ for remedy in scheme.remedies]
    named += [notice.for_ for notice in scheme.notice if notice.due != "none"]
    bands = {name for item in named for name in item.bands}
    consequences = {name for item in named for name in item.consequences}
    return [
        *(("band", band.id) for band in scheme.score.bands if band.id in bands),
        *(("consequence", item.id) for item in scheme.consequences if item.id in consequences),
    ]


def rules_named(scheme: Scheme) -> list[str]:
    """Rules that enter points and that a notice or remedy names, in file order."""
    named = {name for remedy in scheme.remedies for name in remedy.for_.rules}
    named |= {name for notice in scheme.notice if notice.due != "none" for name in notice.for_.rules}
    return [rule.id for rule in scheme.rules if rule.id in named and rule.effect.enter is None]


# ---------------------------------------------------------------------------------------- all texts


def gates_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Gates that some text of a scheme touches, in the assumptions' order."""
    named = {gate for text in texts for gate in gates_touched(text.scheme, assumptions)}
    return [gate for gate in assumptions.gates if gate in named]


def lasting_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Gates where some text of a scheme takes a lasting thing away, in the assumptions' order."""
    named = {gate for text in texts for gate in gates_lasting(text.scheme, assumptions)}
    return [gate for gate in assumptions.gates if gate in named]


def strains_in_texts(texts: Sequence[Text], assumptions: Assumptions) -> bool:
    """Whether some text of a scheme refuses at a gate that strains."""
    return any(
        assumptions.gates[gate].strains for text in texts for gate in gates_refused(text.scheme, assumptions)
    )


def conducts_of_texts(texts: Sequence[Text], assumptions: Assumptions) -> list[str]:
    """Conducts whose rate some text of a scheme may change, in the assumptions' order."""
    named = {conduct for text in texts for conduct in conducts_changed(text.scheme, assumptions)}
    return [conduct for conduct in assumptions.conducts if conduct in named]


def lists_owing_in_texts(texts: Sequence[Text]) -> list[str]:
    """The same of some text of a scheme, in the order of all texts together."""
    named = {name for text in texts for name in lists_owing(text.scheme)}
    return [entry.id for entry in united(texts).lists if entry.id in named]


def rules_entering(texts: Sequence[Text]) -> list[str]:
    """Rules that lead onto a list by some text of a scheme, in the order of all texts together."""
    named = {rule.id for text in texts for rule in text.scheme.rules if rule.effect.enter is not None}
    return [rule.id for rule in united(texts).rules if rule.id in named]


def rules_of_texts(texts: Sequence[Text]) -> list[str]:
    """Rules of whose points some text of a scheme tells, or lets people object to them, in file order."""
    named = {name for text in texts for name in rules_named(text.scheme)}
    return [rule.id for rule in united(texts).rules if rule.id in named]
