"""What lies behind a film: its sources, the scheme's numbers and the assumptions that can touch it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.schemes.phrases import plain, value
from glasshouse.web.nurse import CONDUCT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glasshouse.assumptions import Assumptions
    from glasshouse.ground.quantity import Quantity
    from glasshouse.schemes import Scheme
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["behind"]


def behind(studio: Studio, wish: Wish) -> dict[str, Any]:
    """Sources, numbers of the text, and assumptions.

    Raises:
        BadInput: as for a film.
    """
    from glasshouse.schemes.sourcing import numbers

    scenario = studio.scenario(wish)
    scheme = scenario.arms[0].scheme
    known = sorted(_assumptions(scheme, scenario.assumptions), key=lambda row: _late(row[0]))
    assumed = [_told(said, number) for _, said, number in known]
    invented = scheme.scheme.status == "invented" and not wish.text
    cited = sum(row["evidence"] in ("cited", "derived") for row in assumed)
    return {
        "sources": [
            {
                "cite": source.cite,
                "url": source.url,
                "how": "invented, as all that it says"
                if invented
                else ", ".join(
                    part
                    for part in (
                        source.kind,
                        f"read {source.read.isoformat()}" if source.read else "",
                        f"confidence {source.confidence}" if source.confidence else "",
                    )
                    if part
                ),
            }
            for source in scheme.references
        ],
        "numbers": [_told(number.path, number.quantity) for number in numbers(scheme)],
        "assumptions": assumed,
        "says": f"{len(assumed)} numbers on people, sources, gates and responses can touch this film; "
        f"{cited} of them are cited or derived from a source, {len(assumed) - cited} are assumed.",
    }


def _late(path: str) -> int:
    """Who is seen at a protest comes first, for the first screen leads here; then all else about protests."""
    return 0 if f"{CONDUCT}.seen_by" in path else 1 if CONDUCT in path else 2


def _told(says: str, number: Quantity[Any]) -> dict[str, Any]:
    evidence = number.evidence or ("cited" if number.reference else "not stated")
    spread = (
        "" if number.low is None or number.high is None else f"{value(number.low)} to {value(number.high)}"
    )
    return {
        "says": says,
        "value": "none" if number.value is None else value(number.value),
        "range": spread,
        "evidence": evidence,
        "note": " ".join(part for part in (number.reference, number.note) if part),
    }


def _assumptions(scheme: Scheme, known: Assumptions) -> Iterator[tuple[str, str, Quantity[float]]]:
    """Those of the acts that the rules count, of who sees them, of the gates, and of how people answer.

    Yields:
        Path, words and number.
    """
    conducts = {conduct for rule in scheme.rules for conduct in rule.when.conducts or ()}
    gates = {str(part.gate) for part in scheme.consequences if part.gate}
    sources = {str(source.kind) for source in scheme.data.sources} | {one.id for one in scheme.data.sources}
    titles = {
        "conducts": {name: known.conducts[name].title for name in conducts if name in known.conducts},
        "gates": {name: known.gates[name].title for name in gates if name in known.gates},
        "sources": {name: known.sources[name].title for name in sources if name in known.sources},
    }
    for path, number in known.numbers():
        section, _, rest = path.partition(".")
        name, _, rest = rest.partition(".")
        last = rest.rpartition(".")[2]
        if section in titles and name not in titles[section]:
            continue
        if section == "sources" and rest.startswith("false_records") and last not in conducts:
            continue
        if rest.startswith("seen_by") and last not in sources:
            continue
        said = titles[section][name] if section in titles else f"{section}, {name}"
        yield path, ", ".join([said, *map(plain, rest.split("."))]).rstrip(", "), number
