"""How usual the nurse's story is, in sentences: of all who join a protest in the world that a page shows.

The browser lays them down as they are; it alone knows in which words its sliders stand, so it puts those into
the sentence that may be quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.report.numbers import plural
from glasshouse.web.nurse import TOO_FEW, refused_after_a_protest

if TYPE_CHECKING:
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["told_of_world", "usual_of"]

_HALF = 0.5


def usual_of(studio: Studio, wish: Wish) -> dict[str, Any]:
    """What is told of all who join a protest in a world.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    return told_of_world(refused_after_a_protest(studio, wish))


def told_of_world(world: dict[str, Any]) -> dict[str, Any]:
    """Paragraphs, each with what stands out in it and the rest; then the two halves of what may be quoted.

    Args:
        world: as `refused_after_a_protest` counts it.

    Returns:
        ``says``, ``[[strong, rest], ...]``, and ``quote``, what comes before and after the rule in its own
        words; None where too few were written down to quote anything.
    """
    of = f"Of {_people(world['people'])}, all of Simpleland, over {plural(world['years'], 'year')}"
    written, refused = world["written"], world["refused"]
    if not written:
        return {"says": [["", f"{of}, this rule writes nobody down."]], "quote": None}
    if world["joined"] is None:
        are = plural(written, "is", "are")
        told = f"{of}, {are} written down at a protest. {_of_few(refused, written)}"
        return {"says": [["", told]], "quote": None}
    return {
        "says": [_joining(world, of), _written_down(world), _both(world)],
        "quote": _quotable(world),
    }


def _joining(world: dict[str, Any], of: str) -> list[str]:
    """Of those who join, most of whom nobody writes down."""
    joined = round(world["joined"])
    there = round(_written_there(world))
    few = world["high"] < _HALF
    most = (
        f"{'Most' if few else 'No: most'} who join a protest are never written down, and nothing happens to "
        "them for it. "
        if _mostly_unseen(world)
        else "Most who join a protest are written down for it. "
    )
    nurses = plural(round(world["nurses_joined"]), "nurse who joins", "nurses who join")
    return [
        most,
        f"{of}, about {joined:,} join one. About {there:,} of these, {_by_luck(world['seen'])}, are written "
        f"down for it; the other {joined - there:,} lose no point by it. Of about {nurses}, about "
        f"{round(world['nurses_seen']):,} can expect to be written down.",
    ]


def _written_down(world: dict[str, Any]) -> list[str]:
    """Of those who are written down."""
    written, refused, low, high = (world[name] for name in ("written", "refused", "low", "high"))
    most = (
        "most are refused something"
        if low > _HALF
        else "most are refused nothing either"
        if high < _HALF
        else "it may be either way for most"
    )
    nurses = world["nurses"]
    of_nurses = f"Nurses among those written down: {nurses:,}" + (
        ", too few to tell apart."
        if nurses < TOO_FEW
        else f", of whom {world['nurses_refused']:,} are refused something."
    )
    return [
        f"Of those written down, {most}. ",
        f"{plural(written, 'person is', 'people are')} written down at a protest, about "
        f"{round(world['bystanders']):,} of whom were never there. {refused:,} of the {written:,}, "
        f"{100 * refused / written:.0f} % ({100 * low:.0f} to {100 * high:.0f} by the luck of the draw), are "
        "refused something in that time, on this or another rule; the others asked for no ticket or had "
        f"points to spare. {of_nurses if nurses else ''}",
    ]


def _both(world: dict[str, Any]) -> list[str]:
    """Of those who are both written down and refused something, and what is assumed for it."""
    seen, stopped = world["seen_range"], world["stopped_range"]
    luck = world["stopped"][2] - world["stopped"][1]
    return [
        f"Of all who join, {_by_luck(world['stopped'])} are both written down for it and refused something. ",
        "Whoever joins unseen may be refused something by another rule, and is not counted here. "
        f"{'Luck is the smaller doubt. ' if stopped[1] - stopped[0] > luck else ''}"
        "Who is seen at a protest is assumed: from the lowest to the highest chance that we hold possible, "
        f"{_ends(seen, world['seen'])} of those who join would be written down, and "
        f"{_ends(stopped, world['stopped'])} written down and refused something. How many join and how often "
        "people travel is assumed as well. ",
    ]


def _quotable(world: dict[str, Any]) -> list[str]:
    """What comes before and after the rule in the sentence that a reader may quote."""
    stopped = world["stopped"]
    why = ""
    if _mostly_unseen(world):
        enough = ", and most who are keep enough points" if world["high"] < _HALF else ""
        why = f", because most are never written down{enough}"
    return [
        "In a simulation of invented people in an invented country, where ",
        f", {_ends(world['stopped_range'], stopped)} of those who join are both written down for it and "
        f"refused something, on this or another rule, in the {plural(world['years'], 'year')} that were "
        "watched (refusals of the others are not counted), depending on how many are seen alone; other "
        "assumptions may widen it. With the middle of what was assumed it is "
        f"{_in_hundred(stopped[0], stopped)} in 100{why}. This is no evidence about a real place.",
    ]


def _written_there(world: dict[str, Any]) -> float:
    """Those written down who had joined."""
    there: float = world["written"] - world["bystanders"]
    return there


def _mostly_unseen(world: dict[str, Any]) -> bool:
    return bool(world["seen"][0] < _HALF)


def _of_few(some: int, all: int) -> str:
    """How many of too few to name a share."""
    if all == 1:
        return f"One was, and {'' if some else 'not '}refused something. One person's luck is no evidence."
    many = "All" if some == all else some or "None"
    was = "was" if some == 1 else "were"
    return f"{many} of them {was} refused something. They are too few to say how usual that is."


def _people(count: int) -> str:
    return plural(count, "invented person", "invented people")


def _in_hundred(share: float, scale: list[float]) -> str:
    """A share in a hundred, with a decimal where the middle of its scale is small."""
    return f"{100 * share:.{1 if scale[0] < 0.05 else 0}f}"


def _by_luck(share: list[float]) -> str:
    """A share with its interval for the luck of the draw."""
    middle, low, high = (_in_hundred(end, share) for end in share)
    return f"{middle} in 100 ({low} to {high} by the luck of the draw)"


def _ends(ends: list[float], scale: list[float]) -> str:
    low, high = (_in_hundred(end, scale) for end in ends)
    return f"{low} to {high} in 100"
