"""What happens to whoever joins a protest, in sentences: first the answer, then the prices, then how sure.

The browser lays them down as they are; it alone knows in which words its sliders stand, so it puts those into
the sentence that may be quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.report.numbers import plural
from glasshouse.web.nurse import by_the_book, refused_after_a_protest
from glasshouse.web.presets import Preset, preset_of
from glasshouse.web.wishes import Wish, opening

if TYPE_CHECKING:
    from glasshouse.web.films import Studio

__all__ = ["Priced", "told_of_world", "usual_of"]

_HALF = 0.5

Priced = tuple[Wish, dict[str, Any]]
"""A wish, and its world as `refused_after_a_protest` counts it."""


def usual_of(studio: Studio, wish: Wish) -> dict[str, Any]:
    """What is told of all who join a protest in a world.

    Raises:
        BadInput: the scheme cannot be read or is not executed.
    """
    world = refused_after_a_protest(studio, wish)
    if wish.text or not preset_of(wish.preset).opens:
        return told_of_world((wish, world))
    book = by_the_book(wish)
    # Whoever looks at the book's own price sees beside it the one with which the page opens.
    other = opening(seed=wish.seed, years=wish.years) if _bare(wish) == _bare(book) else wish
    beside = [(one, refused_after_a_protest(studio, one)) for one in (book, other)]
    return told_of_world((wish, world), beside)


def told_of_world(shown: Priced, beside: list[Priced] | None = None) -> dict[str, Any]:
    """The answer, the prices side by side, and what stands behind them.

    Args:
        shown: the world that the page shows.
        beside: the rule book's own, and the one that it is told beside; None where there is no other.

    Returns:
        ``answer``, what stands out and the rest; ``prices``, each with the lines of its box; ``example``, how
        usual the nurse is; ``says``, ``[[strong, rest], ...]``; and ``quote``, what comes before and after
        the rule in its own words, None where too few were written down to quote anything.
    """
    wish, world = shown
    of = f"Of {_people(world['people'])}, all of Simpleland, over {_time(world)}"
    prices = [_price(*one, known=number == 0) for number, one in enumerate(beside or [])]
    told: dict[str, Any] = {"prices": prices, "example": "", "quote": None}
    if not world["written"]:
        joining = f" {of}, about {world['undeterred']:,.0f} join one." if "undeterred" in world else ""
        return told | {"answer": ["Nobody is written down for a protest here. ", joining.strip()], "says": []}
    told["example"] = _example(world)
    if world["low"] is None:
        are = plural(world["written"], "is", "are")
        few = f"{of}, {are} written down at a protest. {_of_few(world['refused'], world['written'])}"
        return told | {"answer": ["", few], "says": []}
    ended = [_ended(wish)] if wish.later and dict(wish.later[-1][1]).get("protest") == 0 else []
    return told | {
        "answer": _answer(shown, beside or []),
        "says": [_joining(world, of), _written_down(world), *ended, _sure(world), _kept_from(world)],
        "quote": _quotable(world, beside[0] if beside and _bare(beside[0][0]) != _bare(wish) else None),
    }


def _bare(wish: Wish) -> tuple[Any, ...]:
    return wish.values, wish.later


def _answer(shown: Priced, beside: list[Priced]) -> list[str]:
    """The answer, as a newspaper's box has it."""
    wish, world = shown
    seen, stopped = world["seen"], world["stopped"]
    most = (
        "If what we assume is about right, most who join a protest suffer nothing by this rule. "
        if stopped[0] < _HALF and _mostly_unseen(world)
        else "Most who join a protest are written down, but refused nothing. "
        if stopped[0] < _HALF
        else "Most who join a protest are written down and refused a journey. "
    )
    refused = (
        f"About {_about(stopped)} of the 100 are refused a flight or a train for it {_by_the_end(world)}"
    )
    told = [
        f"about {_about(one['stopped'])} at {_whose_price(other, known=number == 0)}"
        for number, (other, one) in enumerate(beside)
        if one["low"] is not None and not other.later
    ]
    if len(told) > 1:
        refused = (
            f"How many of the 100 are refused a flight or a train for it {_by_the_end(world)} hangs on the "
            f"price: {' and '.join(told)}{_step([other for other, _ in beside])}"
        )
    never = _never_there(world)
    at = "" if wish.later or len(told) < 2 else f" at {_whose_price(wish, known=wish == beside[0][0])}"
    innocent = (
        f"In all Simpleland, of {_people(world['people'])}, that is about {world['refused'] - never:,} who "
        f"join{at}; and about {plural(never, 'person', 'people')} who never joined one would be written down "
        "by mistake and refused a journey too. "
        if never
        else ""
    )
    return [
        most,
        f"Of 100 who join, about {_about(seen)} are written down by police or a camera. {refused}. "
        f"{innocent}A nurse fares like anybody else: nothing in the rules, and nothing that we assumed, "
        "sets nurses apart. Only what the rule book does is simulated, points and what they close: no "
        "arrest, and no lost job.",
    ]


def _step(wishes: list[Wish]) -> str:
    """Where the price begins to bite, if that lies between those told."""
    costs, limits = (
        [_number(preset_of(wish.preset), wish, name) for wish in wishes] for name in ("protest", "limit")
    )
    most = 100 - limits[0]
    if len(set(limits)) > 1 or not min(costs) <= most < max(costs):
        return ""
    return f"; up to {most} points one who has no other entry still flies, from {most + 1} on no more"


def _whose_price(wish: Wish, known: bool) -> str:
    """A price, by who set it."""
    cost = plural(_number(preset_of(wish.preset), wish, "protest"), "point")
    if known:
        return f"the rule book\u2019s {cost}"
    if _opened(wish):
        return f"this page\u2019s {cost}"
    rest = "" if set(dict(wish.values)) <= {"protest"} else ", with all else as you set it"
    return f"the {cost} that you set{rest}"


def _price(wish: Wish, world: dict[str, Any], known: bool) -> dict[str, str]:
    """What one price does, in the few lines of a box."""
    preset = preset_of(wish.preset)
    cost, limit = (_number(preset, wish, name) for name in ("protest", "limit"))
    left = 100 - cost
    whose = (
        "as its rule book says" if known else "where this page opens" if _opened(wish) else "as you set it"
    )
    if wish.later:
        whose = f"as you set it, changed from {_day(wish.later[0][0])} on"
    stands = (
        f"A nurse who is written down, and has no other entry, keeps {left} points. To fly takes {limit}: "
    )
    red = _number(preset, wish, "red")
    if not cost:
        stands = "Nobody is written down. She flies."
    elif left < limit:
        stands += "she does not fly."
    elif left - red < limit:
        trap = f"even one crossing on red ({plural(red, 'point')})"
        stands += f"she flies, just. Any further loss, {trap}, and she does not."
    else:
        stands += "she flies."
    told = {"title": plural(cost, "point"), "whose": whose, "stands": stands, "share": "", "of": ""}
    if world["low"] is None:
        return told | ({"share": "None", "of": "is refused a journey for joining."} if not cost else {})
    share = world["stopped"]
    besides = " and another entry together" if left >= limit and not wish.later else ""
    return told | {
        "share": f"{_in_hundred(share[0], share)} in 100",
        "of": f"who join are refused a journey for it{besides}; {_ends(world['stopped_range'], share)}, "
        "depending on how many are assumed to be seen.",
    }


def _opened(wish: Wish) -> bool:
    """Whether the numbers are those with which the page opens."""
    return _bare(wish) == _bare(opening())


def _example(world: dict[str, Any]) -> str:
    """How the nurse was come by, and how usual she is."""
    joined, seen, nurses = (world[name] for name in ("nurses_joined", "nurses_seen", "nurses"))
    drawn = (
        "nobody was" if not nurses else "this nurse alone was" if nurses == 1 else f"{nurses} of them were"
    )
    times = world["times"]
    usual = (
        ""
        if times is None
        else f" Half of all who are refused a journey for a protest are refused {times:,.0f} or fewer. "
        "Whoever is written down late has less time for more."
    )
    return (
        "We looked for a nurse who was caught and wished to travel, so that there is something to see. Of "
        f"about {joined:,.0f} nurses who join, {seen:,.0f} can be expected to be written down. In this draw "
        f"{drawn}. Her neighbourhood came with her: it is no average one.{usual}"
    )


def _joining(world: dict[str, Any], of: str) -> list[str]:
    """Of those who join, most of whom nobody writes down."""
    joined = round(world["joined"])
    there = round(world["written"] - world["bystanders"])
    return [
        "How many. ",
        f"{of}, about {joined:,} join a protest. About {there:,} of these, {_by_luck(world['seen'])}, are "
        f"written down; the other {joined - there:,} lose no point by it. About "
        f"{round(world['bystanders']):,} more are written down who were never there.",
    ]


def _written_down(world: dict[str, Any]) -> list[str]:
    """Of those who are written down, what the rule does to them."""
    written, refused, low, high = (world[name] for name in ("written", "refused", "low", "high"))
    anyway, never = world["anyway"], _never_there(world)
    due = (
        ""
        if anyway is None
        else "Without this rule none of them would be: the same people, with the same luck, were lived "
        "again without it. "
        if not anyway
        else f"They would not be without this rule; {anyway:,} more would be all the same, and are not "
        "counted: the same people, with the same luck, were lived again without it. "
    )
    return [
        "What the rule does. ",
        f"{refused:,} of the {written:,} who are written down, {100 * refused / written:.0f} % "
        f"({100 * low:.0f} to {100 * high:.0f} by the luck of the draw), are refused a flight or a train: "
        f"about {refused - never:,} who joined a protest and about {never:,} who never did. {due}The others "
        "asked for none, or had points to spare: some acts bring points.",
    ]


def _ended(wish: Wish) -> list[str]:
    return [
        f"After {_day(wish.later[-1][0])}. ",
        "Nobody is written down for a protest any more. Points taken before stay away until they come back, "
        "so some are refused journeys to the end.",
    ]


def _sure(world: dict[str, Any]) -> list[str]:
    """What is assumed about being seen, and what comes of it."""
    seen, stopped = world["seen_range"], world["stopped_range"]
    luck = world["stopped"][2] - world["stopped"][1]
    by = "; ".join(
        f"{title[0].lower()}{title[1:]} {100 * middle:g} ({100 * low:g} to {100 * high:g})"
        for title, middle, low, high in world["seen_by"]
    )
    return [
        "How sure. ",
        f"Who is seen is assumed. In 100 who join: {by}. With all of these at their lowest or highest, "
        f"{_ends(seen, world['seen'])} would be written down, and {_ends(stopped, world['stopped'])} refused "
        f"a journey. {'Luck is the smaller doubt. ' if stopped[1] - stopped[0] > luck else ''}How many join "
        "and how often people travel is assumed as well.",
    ]


def _kept_from(world: dict[str, Any]) -> list[str]:
    """What the assumptions say of deterrence."""
    joined, undeterred = world["joined"], world["undeterred"]
    return [
        "Does the price keep people at home? ",
        f"We assumed so: that whoever knows of the rule joins {100 * world['kept_from']:g} % less often, "
        f"whatever the price. Without the rule about {undeterred:,.0f} would join, with it {joined:,.0f} do: "
        "that drop is our own assumption and no finding. No such effect was ever measured. ",
    ]


def _quotable(world: dict[str, Any], book: Priced | None) -> list[str]:
    """What comes before and after the rule in the sentences that a reader may quote."""
    stopped, ends = world["stopped"], _ends(world["stopped_range"], world["stopped"])
    ranges = f"the range is {ends}"
    at_book = ""
    if book is not None and book[1]["low"] is not None:
        of_book = book[1]["stopped"]
        cost = _number(preset_of(book[0].preset), book[0], "protest")
        at_book = f" At the rule book's {cost} points it is about {_about(of_book)} in 100."
        ranges = f"the ranges are {ends} and {_ends(book[1]['stopped_range'], of_book)}"
    return [
        f"About {_about(stopped)} in 100 who join a protest are written down and refused a "
        f"flight or a train for it {_by_the_end(world)}, in an invented country where ",
        f".{at_book} Those who joined late were watched for less. Depending on how many protesters are "
        f"assumed to be seen, {ranges}. This is no evidence about any real place.",
    ]


def _number(preset: Preset, wish: Wish, name: str) -> int:
    """The number of a knob with which a wish begins."""
    written = next(knob.value for knob in preset.knobs if knob.id == name)
    return dict(wish.values).get(name, written)


def _day(text: str) -> str:
    from datetime import date

    from glasshouse.report.numbers import told_date

    return told_date(date.fromisoformat(text))


def _time(world: dict[str, Any]) -> str:
    years: int = world["years"]
    return {1: "a year", 2: "two years", 3: "three years"}.get(years, f"{years} years")


def _by_the_end(world: dict[str, Any]) -> str:
    """Until when is counted: the years begin for all on one day, whenever they join."""
    return f"by the end of the {_time(world).removeprefix('a ')} simulated"


def _never_there(world: dict[str, Any]) -> int:
    """How many of those refused can be expected never to have joined, as many as of all written down."""
    never: float = world["refused"] * world["bystanders"] / world["written"]
    return round(never)


def _mostly_unseen(world: dict[str, Any]) -> bool:
    return bool(world["seen"][0] < _HALF)


def _of_few(some: int, all: int) -> str:
    """How many of too few to name a share."""
    if all == 1:
        return f"One was, and {'' if some else 'not '}refused a journey. One person's luck is no evidence."
    many = "All" if some == all else some or "None"
    was = "was" if some == 1 else "were"
    return f"{many} of them {was} refused a journey. They are too few to say how usual that is."


def _people(count: int) -> str:
    return plural(count, "invented person", "invented people")


def _in_hundred(share: float, scale: list[float]) -> str:
    """A share in a hundred, with a decimal where the middle of its scale is small."""
    return f"{100 * share:.{1 if scale[0] < 0.05 else 0}f}"


def _about(share: list[float]) -> str:
    """The middle of a share in a hundred, as a whole number where it is not below one."""
    return f"{100 * share[0]:.{1 if 0.0 < share[0] < 0.01 else 0}f}"


def _by_luck(share: list[float]) -> str:
    """A share with its interval for the luck of the draw."""
    middle, low, high = (_in_hundred(end, share) for end in share)
    return f"{middle} in 100 ({low} to {high} by the luck of the draw)"


def _ends(ends: list[float], scale: list[float]) -> str:
    low, high = (_in_hundred(end, scale) for end in ends)
    return f"{low} to {high} in 100"
