"""Whom a scheme burdens: how many against none, and which groups more than others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import NormalDist

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.jackknife import CONFIDENCE
from glasshouse.measures.measure import FEWEST_PEOPLE, measures
from glasshouse.report.blocks import Block, Section, Table, Told, say
from glasshouse.report.drawing import Dot
from glasshouse.report.hits import FEW_HIT, counted, hit
from glasshouse.report.numbers import number, plural, reach, rounded, scale
from glasshouse.report.ranges import Ranges
from glasshouse.report.verdict import headlines
from glasshouse.report.writer import TOO_FEW, Writer, told_unit
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS

__all__ = ["ever_refused", "groups_in_short", "who_carries_it"]

_MOST_ARMS = 4
_MOST_PLACES = 8
_MOST_KINDS = 4
_SHARE_OF = {
    "listing-rate-ratio": "listed-share",
    "refusal-rate-ratio": "refused-share",
    "listing-ratio-given-conduct": "listed-share",
    "refusal-ratio-given-conduct": "refused-share",
}
"""Of each ratio of one group to everybody else the share whose people it rests on."""


def ever_refused(writer: Writer) -> Section:
    """One chart: the shares that the report tells first, under the scheme and under none."""
    title = "How many, against no scheme"
    told = headlines(writer.material)
    above = [e for e in told if e.value] or list(told[:1])
    arms = writer.material.scenario.arms[:_MOST_ARMS]
    found = [
        (place, _row_of(arm.name, measures()[each.id].title, len(arms), len(above)), e)
        for place, arm in enumerate(arms)
        for each in above
        if (e := writer.material.find(each.id, arm=arm.name)) is not None and e.value is not None
    ]
    if not found:
        reason = (
            TOO_FEW
            if writer.material.few
            else "None of its consequences refuses a service to those whom it covers."
        )
        return Section("refused", title, (say(reason),))
    factor, unit = scale(max((e for _, _, e in found), key=reach))
    unit = told_unit(unit)
    rows = [Dot("no scheme", 0.0, 0.0, 0.0, None, f"0 {unit}", None)]
    rows += [writer.dot(about, e, factor, unit, place) for place, about, e in found]
    _, _, first = found[0]
    what = " and ".join(f"'{measures()[e.id].title}'" for e in above)
    thin = " Thin: luck and assumptions together." if any(row.wide is not None for row in rows) else ""
    caption = (
        f"{what}, of the {writer.material.whom} covered, over "
        f"{plural(writer.material.scenario.days, 'day')}. Thick: 95 % for luck alone.{thin} Without a "
        "scheme nobody stands in its lists or bands or is refused anything on its account, so that line is "
        "0 by definition; refusals that have other causes are counted in neither."
    )
    table = writer.table(what, [(about, e) for _, about, e in found])
    none = [measures()[e.id].title for e in told if not e.value and e not in above]
    figure = writer.figure(
        "refused-chart",
        "The first numbers of this report: the scheme against none",
        f"No scheme at 0; {writer.scheme.id} at {writer.whole(first)}.",
        caption,
        rows,
        f"{unit} of the {writer.material.whom} covered",
        table,
    )
    nought = (
        [say(f"Nought in this run, and so not in the picture: {'; '.join(none)}.", kind="small")]
        if none
        else []
    )
    return Section("refused", title, (figure, *nought))


def _row_of(arm: str, measure: str, arms: int, numbers: int) -> str:
    """What a row of the first chart is called: by what tells it apart."""
    if numbers == 1:
        return arm
    return measure if arms == 1 else f"{arm}: {measure}"


def who_carries_it(writer: Writer) -> Section:
    """Dot and interval by group."""
    title = "Who carries it"
    found = _burden(writer)
    if found is None:
        return Section("groups", title, (_no_groups(writer),))
    every, words = found
    every_group = writer.material.by_group(every.id)
    groups = [e for e in every_group if e.value is not None]
    if not any((hit(e) or 0) >= FEW_HIT for e in groups):
        return Section("groups", title, (_how_many_more(writer, every, groups, words),))
    return Section("groups", title, (*_groups(writer, every, groups, words), *_too_few(writer, every_group)))


def groups_in_short(writer: Writer) -> Iterator[Block]:
    """The groups to which it happened often enough to carry a share, and those that stand apart."""
    found = _burden(writer)
    if found is None:
        yield _no_groups(writer)
        return
    every, words = found
    groups = [e for e in writer.material.by_group(every.id) if e.value is not None]
    enough = [e for e in groups if (hit(e) or 0) >= FEW_HIT]
    if enough:
        yield _table(writer, every, enough, words, folded=False)
    if len(enough) < len(groups):
        yield say(
            f"{plural(len(groups) - len(enough), 'group')} of {len(groups)} left out: fewer than "
            f"{FEW_HIT} in each are {words}, too few for a share. More people would tell more."
        )
    yield from _standing_apart(writer)


def _burden(writer: Writer) -> tuple[Estimate, str] | None:
    """The share whose carriers are told, of everybody, and what befell them; None where there is none."""
    for measure, words in (("refused-share", "ever refused something"), ("listed-share", "ever listed")):
        every = writer.material.find(measure)
        known = any(e.value is not None for e in writer.material.by_group(measure))
        if every is not None and every.value and known and writer.material.covers_persons:
            return every, words
    return None


def _no_groups(writer: Writer) -> Block:
    """Why no groups are told."""
    if not writer.material.covers_persons:
        return say(f"The scheme covers {writer.material.whom}, of which no groups are told apart here.")
    if writer.material.few:
        return say(TOO_FEW)
    return say(
        "This run cannot say. Nobody is refused or listed in it, and who falls into a lower band is not "
        "counted by group: bands are counted of everybody alone."
    )


def _how_many_more(writer: Writer, every: Estimate, groups: Sequence[Estimate], words: str) -> Block:
    """That no group can be told apart, and how many people it would take, kind by kind."""
    share = (hit(every) or 0) / max(every.people, 1)
    kinds: dict[str, list[Estimate]] = {}
    for e in groups:
        kinds.setdefault(writer.group(e.group)[0], []).append(e)
    whole = writer.material.scenario.people
    needed = sorted(
        (math.ceil(FEW_HIT * whole / (share * min(e.people for e in held)) / 10_000) * 10_000, name.lower())
        for name, held in kinds.items()
        if len(held) > 1
    )
    told = "; ".join(f"{name}: {people:,}" for people, name in needed[:_MOST_KINDS])
    return say(
        f"{counted(every)} {writer.material.whom} covered were {words} in this run: too few to say of any "
        f"group whether it carries more of it. A group needs at least {FEW_HIT} of them before it has a "
        "share here. If all groups were hit alike, so many invented people would be needed to see "
        f"that much of each group of a kind: {told}."
    )


def _table(writer: Writer, every: Estimate, groups: list[Estimate], words: str, folded: bool) -> Table:
    """Each group with its share, its ranges and how many people it has."""
    factor, unit = scale(every)
    ranges = Ranges(groups)
    return Table(
        f"People {words}, by group: {told_unit(unit)} (people covered of the group; where it happened "
        f"to fewer than {FEW_HIT}, how many of how many, too few for a share)",
        ("what", "value", *ranges.heads, "people"),
        tuple(
            (
                ": ".join(writer.group(e.group)),
                Told(e, _of_few(e, every, factor)),
                *ranges.cells(e, factor),
                f"{e.people:,}",
            )
            for e in groups
        ),
        folded,
    )


def _groups(writer: Writer, every: Estimate, groups: list[Estimate], words: str) -> Iterator[Block]:
    factor, unit = scale(every)
    unit = told_unit(unit)
    rows: list[Dot] = []
    last = ""
    places = sum(e.group.startswith("place=") for e in groups)
    for e in groups:
        dimension, category = writer.group(e.group)
        if _says_nothing(e, every) or (e.group.startswith("place=") and places > _MOST_PLACES):
            continue
        if dimension != last:
            rows.append(Dot(dimension, heading=True))
            last = dimension
        rows.append(replace(writer.dot(category, e, factor, unit, 0), told=counted(e)))
    thin = "; thin: luck and assumptions together" if any(row.wide is not None for row in rows) else ""
    yield writer.figure(
        "groups-chart",
        f"Share {words}, by group",
        f"Everybody at {writer.whole(every)}; each group with its interval, the dashed line at "
        "everybody's share.",
        f"Share of the people covered in each group who are {words}; groups in which it happened to fewer "
        f"than {FEW_HIT} are left out. Thick: 95 % for luck alone{thin}. Intervals overlap with the line by "
        "luck. Why groups differ is assumed too: their conduct, who is watched and who is recorded are "
        "inputs.",
        rows,
        f"{unit} of the people covered",
        _table(writer, every, groups, words, folded=True),
        ((every.value or 0.0) * factor, f"everybody: {number((every.value or 0.0) * factor)} {unit}"),
    )
    yield from _standing_apart(writer)


def _standing_apart(writer: Writer) -> Iterator[Block]:
    """The groups that are burdened more or less often than others, beyond luck among so many groups."""
    compared = list(_compared(writer))
    apart = [(e, share) for e, share in compared if _leaves_out_1(e, len(compared))]
    looked_at = plural(len(compared), "comparison of a group", "comparisons of groups")
    if compared and not apart:
        yield say(
            f"In none of {looked_at} with everybody else is one burdened more or less often beyond what "
            "luck brings about among so many.",
            kind="small",
        )
    for id, found in _farthest(apart).items():
        rows = [(f"{': '.join(writer.group(e.group))} ({counted(share)})", e) for e, share in found]
        yield writer.table(measures()[id].title, rows, folded=False)
    if apart:
        yield say(
            f"Of {looked_at} with everybody else {plural(len(apart), 'stands', 'stand')} out: 1 lies outside "
            "the interval for luck even when that is widened because so many are looked at. By luck alone "
            "one report in 20 would have any. Shown is of each kind of group the one farthest from everybody "
            "else; in brackets the people to whom it happened.",
            kind="small",
        )


def _leaves_out_1(e: Estimate, looked_at: int) -> bool:
    """Whether 1 lies outside the interval of a ratio, widened for so many (C. E. Bonferroni's inequality)."""
    wider = NormalDist().inv_cdf(1.0 - (1.0 - CONFIDENCE) / 2.0 / looked_at) / NormalDist().inv_cdf(
        (1.0 + CONFIDENCE) / 2.0
    )
    value, low, high = e.value or 0.0, e.low or 0.0, e.high or 0.0
    if value < 1.0:
        return high < 1.0 and (value == 0.0 or value * (high / value) ** wider < 1.0)
    return low > 1.0 and value * (low / value) ** wider > 1.0


def _too_few(writer: Writer, groups: Sequence[Estimate]) -> Iterator[Block]:
    """The groups that carry no number; places are told whole, and not one by one."""
    silent = [e for e in groups if e.value is None and not e.group.startswith("place=")]
    if silent:
        named = "; ".join(": ".join(writer.group(e.group)) for e in silent)
        yield say(
            f"Too few to say anything (fewer than {FEWEST_PEOPLE} people, or in fewer than "
            f"{FEWEST_NEIGHBOURHOODS} neighbourhoods): {named}.",
            kind="small",
        )


def _or_too_few(e: Estimate, every: Estimate) -> str:
    """The same, with what so few cannot carry; nobody of very many says something all the same."""
    return f"{counted(e)}, too few" if _says_nothing(e, every) else counted(e)


def _says_nothing(e: Estimate, every: Estimate) -> bool:
    """Whether too few of a group are hit for a share; nobody of very many says something all the same."""
    none_of_many = not e.value and (e.high or 0.0) < (every.value or 0.0)
    return (hit(e) or 0) < FEW_HIT and not none_of_many


def _of_few(e: Estimate, every: Estimate, factor: float) -> str:
    """The rate of a group; where it rests on few people, these alone, for a rate would be their luck."""
    if (hit(e) or 0) < FEW_HIT:
        return _or_too_few(e, every)
    return rounded((e.value or 0.0) * factor, (e.low or 0.0) * factor, (e.high or 0.0) * factor)


def _compared(writer: Writer) -> Iterator[tuple[Estimate, Estimate]]:
    """Each ratio of a group to everybody else that does not rest on a handful, with the group's share."""
    for id, share in _SHARE_OF.items():
        shares = {e.group: e for e in writer.material.by_group(share)}
        for e in writer.material.by_group(id, _item_of(writer, id)):
            if e.known and e.group in shares and (hit(shares[e.group]) or 0) >= FEW_HIT:
                yield e, shares[e.group]


def _farthest(apart: Iterable[tuple[Estimate, Estimate]]) -> dict[str, list[tuple[Estimate, Estimate]]]:
    """Of each ratio and kind of group the one farthest from 1."""
    found: dict[str, dict[str, tuple[Estimate, Estimate]]] = {}
    for e, share in apart:
        kinds = found.setdefault(e.id, {})
        kind = e.group.partition("=")[0]
        if kind not in kinds or _distance(e) > _distance(kinds[kind][0]):
            kinds[kind] = e, share
    return {id: list(kinds.values()) for id, kinds in found.items()}


def _item_of(writer: Writer, id: str) -> str:
    return next(
        (e.item for e in writer.material.estimates if e.id == id and e.arm == writer.material.arm.name), "any"
    )


def _distance(e: Estimate) -> float:
    return max(e.value, 1.0 / e.value) if e.value else float("inf")
