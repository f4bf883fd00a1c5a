"""Heirs: by which names the things of one text of a scheme are found again in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.compile.numbering import Numbering
    from glasshouse.schemes import Scheme

__all__ = ["name_rows"]


def name_rows(
    scheme: Scheme,
    numbering: Numbering,
    touched: list[str],
    inputs: Mapping[str, int],
    remedies: Mapping[tuple[str, str, str, int], int],
    targets: list[tuple[str, str]],
) -> dict[str, dict[Any, int]]:
    """The rows of one text by kind and name."""
    first = numbering.first
    dimensions = scheme.score.dimensions
    looks = [(dimension.id, entry.kind, entry.id) for dimension in dimensions for entry in dimension.inputs]
    return {
        "band": {band.id: first["band"] + place for place, band in enumerate(scheme.score.bands)},
        "cap": {cap.id or cap.rules: first["cap"] + place for place, cap in enumerate(scheme.score.caps)},
        "rule": dict(numbering.rules),
        "list": dict(numbering.lists),
        "consequence": {
            item.id: first["consequence"] + place for place, item in enumerate(scheme.consequences)
        },
        "touched": {gate: first["touched"] + place for place, gate in enumerate(touched)},
        "input": dict(zip(looks, inputs.values(), strict=True)),
        "remedy": dict(remedies),
        "target": {target: first["target"] + place for place, target in enumerate(targets)},
    }
