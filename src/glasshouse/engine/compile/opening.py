"""What holds from the first covered day on, before anything is recorded of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import HIGHEST, LOWEST, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.schemes import Scheme

__all__ = ["starts_bound"]


def starts_bound(scheme: Scheme, targets: Iterable[tuple[str, str]], opening: int) -> bool:
    """Whether something may be in force that no record has brought about.

    Args:
        scheme: the text.
        targets: kind and id of what a notice or remedy names.
        opening: everybody's first score, points; of no account for a scorecard.
    """
    bands = {name for kind, name in targets if kind == "band"}
    if scheme.score.kind == "scorecard":
        # The first score is not the same for all.
        return bool(bands) or any(item.when.list is None for item in scheme.consequences)
    reached = [
        band.id
        for place, band in enumerate(scheme.score.bands)
        if place == 0 or whole(band.from_, LOWEST) <= opening
    ]
    # The band that everybody begins in, if there are any.
    now = set(reached[-1:])
    return bool(now & bands) or any(
        bool(now & set(item.when.band or ()))
        or (
            item.when.score is not None
            and whole(item.when.score.at_least, LOWEST) <= opening < whole(item.when.score.below, HIGHEST)
        )
        for item in scheme.consequences
    )
