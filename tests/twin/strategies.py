"""Random worlds for the twins: schemes, assumptions and societies that use everything that is executed.

Numbers come from short lists, chosen so that in a year of sixty people every mechanism has something to do,
coincidences of days included, and so that a failing example shrinks to a small one.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import strategies as st

from glasshouse.assumptions import Assumptions, Conduct, Contact, Gate, Livelihood, Procedure, Source, Trait
from glasshouse.engine.answers import ANSWERS
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.schemes import Scheme, load
from glasshouse.society import Society, plain
from glasshouse.society import load as load_society

__all__ = ["assumptions_made", "crowded", "mortal", "scenarios", "scheme_of", "schemes_made"]

Item = dict[str, Any]

_CONDUCTS: dict[str, Item] = {
    "walk-on-red": {"context": "traffic", "legality": "administrative-offence", "trait": "lawfulness"},
    "drive-on-red": {"context": "traffic", "legality": "administrative-offence"},
    "refuses-judgment": {"context": "financial", "legality": "breach", "trait": "lawfulness"},
    "cannot-perform-judgment": {
        "context": "financial",
        "legality": "lawful",
        "unable": True,
        "mistaken_for": "refuses-judgment",
        "trait": "prudence",
    },
    "joins-protest": {
        "context": "assembly",
        "legality": "protected",
        "protects": ("assembly",),
        "trait": "voice",
    },
    "volunteers": {"context": "civic", "legality": "prosocial", "trait": "civic"},
}
_TRAFFIC = ("walk-on-red", "drive-on-red")
_SOURCES = ("police", "court", "camera")
_GATES: dict[str, tuple[str, ...]] = {
    "flight": (),
    "train": ("ordinary", "d-second", "d-first", "g-any", "soft-sleeper"),
    "loan": (),
    "job": (),
}
_PURPOSES = ("medical", "livelihood", "family")
_PROOFS = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")
_EXCUSES = ("security-given", "assets-suffice", "illness")
_CONDITIONS = ("violent", "serious")
_LEVELS = ("D", "C", "B", "A")
_SHOWN = ("stay", "1 month", "3 days", "6 months", "for-ever")
_PUBLICATIONS = (
    *({"audience": "public", "for": time} for time in _SHOWN),
    {"audience": "parties", "for": "stay"},
    {"audience": "users", "for": "3 days"},
)
_WAITS = st.sampled_from([0.0, 3.0, 40.5])
_FACTORS = st.sampled_from([1.0, 0.0, 0.5, 2.5])
_SHARES = st.sampled_from([0.0, 1.0, 0.5, 0.3, 0.85])


@cache
def _society(name: str, dying: bool, away: float = 0.0) -> Society:
    society = load_society("simpleland") if name == "simpleland" else plain(places=int(name))
    society = mortal(society) if dying else society
    return restless(society, away) if away else society


def mortal(society: Society) -> Society:
    """The same society in a year of plague: of some cells half die, of others nobody."""
    tables = society.tables()
    cells = np.arange(len(tables.death_rate))
    return replace(society, recipe=None, ready=replace(tables, death_rate=np.where(cells % 3 == 1, 0.0, 0.7)))


def restless(society: Society, away: float, moves: float = 0.6) -> Society:
    """The same society where people visit other places, and move there.

    Of several places the people of the last one stay at home, and of more than two nobody goes to the second.
    """
    tables = society.tables()
    places = len(tables.places)
    weights = np.where(np.eye(places, dtype=bool), 0, np.arange(1, places + 1))
    if places > 2:
        weights[:, 1] = 0
    weights[-1] = 0
    shares = (weights << 31) // np.maximum(1, weights.sum(axis=1, keepdims=True))
    travels = weights.any(axis=1)
    shares[travels, weights.argmax(axis=1)[travels]] += (1 << 31) - shares.sum(axis=1)[travels]
    ready = replace(
        tables, moves=moves * travels, destination_share=shares, away=np.where(travels, away, 0.0)
    )
    return replace(society, recipe=None, ready=ready)


def crowded(society: Society) -> Society:
    """The same society with a firm for every five people, and an agency for every eleven."""
    tables = society.tables()
    each = np.ones(len(tables.places))
    many = replace(tables, firms_per_thousand=210.0 * each, agencies_per_thousand=90.0 * each)
    return replace(society, recipe=None, ready=many)


def _places(society: Society) -> list[str]:
    return [place.id for place in society.tables().places]


def _chance(share: float) -> st.SearchStrategy[bool]:
    """True in about that share of the examples; shrinks to false."""
    return st.integers(0, 99).map(lambda number: number >= 100 - round(100 * share))


def _some(values: Any, most: int | None = None) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=most or len(values))


# ---------------------------------------------------------------------------------------- assumptions


@st.composite
def _relatives(draw: st.DrawFn, places: list[str]) -> Item:
    """Factors by some dimensions, of which a society need not know all."""
    known = {
        "sex": ["female", "male"],
        "age": ["0-17", "30-44", "75+"],
        "income": ["q1", "q5"],
        "place": places,
    }
    chosen = draw(_some(known, 2))
    return {name: {category: draw(_FACTORS) for category in draw(_some(known[name]))} for name in chosen}


@st.composite
def _falling_shares(draw: st.DrawFn) -> list[float]:
    return sorted((draw(_SHARES) for _ in _PROOFS), reverse=True)


@st.composite
def _procedures(draw: st.DrawFn, places: list[str], plainly: bool) -> Procedure:
    true, false = draw(_falling_shares()), draw(_falling_shares())
    if draw(_chance(0.6)):
        # Let enough through that the rest of the scheme has something to do.
        true, false = [max(share, 0.7) for share in true], [max(share, 0.5) for share in false]
    if plainly:
        true[0] = 1.0
    negligent = draw(st.sampled_from([0.0, 0.25, 0.5]))
    return Procedure.model_validate(
        {
            "proof": {
                level: {"true": a, "false": b} for level, a, b in zip(_PROOFS, true, false, strict=True)
            },
            "ability": {"unable_passes": draw(_SHARES), "able_fails": draw(_SHARES)},
            "fault": {"negligent": negligent, "wilful": draw(st.sampled_from([0.5, 0.25, 0.0]))},
            "excuses": {name: draw(st.sampled_from([0.0, 0.2, 0.6])) for name in _EXCUSES},
            "conditions": {name: draw(_SHARES) for name in _CONDITIONS},
            "may_used": draw(_SHARES),
            "performance": {"rate": draw(st.sampled_from([30.0, 0.0, 4.0, 400.0]))},
            "notice": {"reaches": draw(_SHARES)},
            "publication": {
                "tells": draw(_SHARES),
                "after": draw(_WAITS),
                "hiring": draw(st.sampled_from([0.0, 0.5, 1.0])),
            },
            "correction": {
                "succeeds": draw(st.sampled_from([1.0, 0.6, 0.0])),
                "asks_after": draw(_WAITS),
                "takes": draw(_WAITS),
            },
            "review": {
                "asks_if_wrong": draw(_SHARES),
                "asks_if_right": draw(_SHARES),
                "asks_after": draw(_WAITS),
                "succeeds_if_wrong": draw(_SHARES),
                "succeeds_if_right": draw(_SHARES),
                "takes": draw(_WAITS),
                "relative": draw(_relatives(places)),
            },
            "repair": {
                "asks": draw(_SHARES),
                "asks_after": draw(_WAITS),
                "succeeds": draw(_SHARES),
                "takes": draw(_WAITS),
            },
        }
    )


@st.composite
def assumptions_made(draw: st.DrawFn, places: list[str], plainly: bool = False) -> Assumptions:
    """Six conducts, three sources, three gates; `plainly`: the police err about no traffic."""
    conducts = []
    for name, about in _CONDUCTS.items():
        trait = about.get("trait")
        seen = draw(
            st.sampled_from(
                [{"police": 1.0}, {"court": 0.5}, {"camera": 0.2, "police": 0.7}, {"police": 0.9}, {}]
            )
        )
        conducts.append(
            Conduct(
                **{
                    "id": name,
                    "title": name,
                    **about,
                    "trait": trait and {"id": trait, "sign": draw(st.sampled_from([-1, 1]))},
                    "rate": draw(st.sampled_from([6.0, 0.0, 1.0, 25.0, 120.0])),
                    "relative": draw(_relatives(places)),
                    "seen_by": seen,
                    "strained": draw(st.sampled_from([1.0, 1.0, 2.0, 0.25])),
                    "needs": draw(st.sampled_from([None, None, "loan", "train", "job"])),
                }
            )
        )
    sources = [
        Source(
            id=name,
            title=name,
            detection=draw(_relatives(places)),
            false_records={
                conduct: draw(st.sampled_from([1.0, 0.0, 8.0]))
                for conduct in draw(_some(_CONDUCTS, 3))
                if not (plainly and name == "police" and conduct in _TRAFFIC)
            },
            false_relative=draw(_relatives(places)),
        )
        for name in _SOURCES
    ]
    gates = []
    for name, tiers in _GATES.items():
        shares = [0.4, 0.1, 0.1, 0.3, 0.1]
        purposes = draw(_some(_PURPOSES))
        gates.append(
            Gate(
                id=name,
                title=name,
                demand=draw(st.sampled_from([20.0, 0.0, 3.0, 90.0])),
                relative=draw(_relatives(places)),
                tiers=dict(zip(tiers, shares, strict=True)) if tiers else {},
                purposes={purpose: draw(st.sampled_from([0.1, 0.3, 0.0])) for purpose in purposes},
                strains=draw(_chance(0.35)),
                lasting=draw(_chance(0.5)),
                incapacitates=draw(st.sampled_from([0.0, 0.6, 1.0])),
            )
        )
    traits = {
        name: Trait(
            spread=draw(st.sampled_from([0.0, 0.4, 1.1])),
            household_correlation=draw(st.sampled_from([0.0, 0.3, 1.0])),
        )
        for name in ("prudence", "lawfulness", "voice", "civic")
    }
    response = {
        kind: {
            "general": draw(st.sampled_from([0.0, 0.3])),
            "own": draw(st.sampled_from([0.0, 0.6, 0.95])),
            "contact": draw(st.sampled_from([0.0, 0.8])),
            "gain": draw(st.sampled_from([0.0, 0.5, 2.0])),
            "praise": draw(st.sampled_from([0.0, 1.0])),
        }
        for kind in ("violation", "expression", "prosocial", "neutral")
    }
    return Assumptions(
        id="made",
        title="Made up",
        conducts=conducts,
        sources=sources,
        gates=gates,
        traits=traits,
        procedure=draw(_procedures(places, plainly)),
        response=response,
        livelihood=draw(_livelihoods()),
        contact=draw(_contacts()),
    )


@st.composite
def _livelihoods(draw: st.DrawFn) -> Livelihood:
    """Soon over it, not for long, or never within the horizon."""
    return Livelihood(
        recovers=draw(st.sampled_from([25.0, 0.0, 3.0, 1000.0])), half=draw(st.sampled_from([0.5, 0.0, 1.0]))
    )


@st.composite
def _contacts(draw: st.DrawFn) -> Contact:
    """Nobody looks at anybody in two thirds of the worlds."""
    if not draw(_chance(0.35)):
        return Contact()
    shares = [(0.5, 0.3, 0.2), (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.9, 0.05)]
    household, peers, neighbourhood = draw(st.sampled_from(shares))
    full = draw(st.sampled_from([0.1, 0.0, 1.0]))
    return Contact(household=household, peers=peers, neighbourhood=neighbourhood, full=full)


# ---------------------------------------------------------------------------------------- schemes

_RHYTHMS = st.sampled_from(["at-once", "7 days", "1 month", "1 day"])
_LENGTHS = st.sampled_from(
    ["20 days", "3 days", "1 day", "2 weeks", "1 month", "6 months", "1 year", "7 working days"]
)
_DELAYS = st.sampled_from(["0 days", "1 day", "5 working days", "10 days", "1 month"])
_RENEWALS = st.sampled_from(["none", "none", "fresh-decision", "automatic"])
_PERIODS = ["1 year", "12 months", "1 month", "3 months", "2 months", "5 months", "2 years"]


def scheme_of(name: str, **sections: Any) -> Scheme:
    """An invented scheme; sections as in a file, `force` apart."""
    force = sections.pop("force", {"from": "2000-01-01", "until": None})
    whole = {
        "format": 1,
        "scheme": {
            "id": name,
            "title": "Made up",
            "summary": "An invented scheme for a test.",
            "jurisdiction": "invented",
            "operator": {"kind": "state", "name": "office", "level": "national"},
            "status": "invented",
            "force": force,
            "purpose": ["testing"],
            "legal_basis": [],
        },
        "scope": {"subjects": ["person"], "places": ["all"], "min_age": None, "enrolment": "compulsory"},
        "data": {"sources": [{"id": source, "kind": source} for source in _SOURCES]},
        "users": [{"id": "office", "kind": "state", "compelled": True}],
        "score": {"kind": "none"},
        **sections,
    }
    return load(json.dumps(whole, indent=1))


@st.composite
def _scores(draw: st.DrawFn, plainly: bool) -> Item:
    floor = draw(st.sampled_from([None, 0, 80]))
    ceiling = draw(st.sampled_from([None, 120, 200]))
    ends = [None, *draw(st.sampled_from([[70, 95, 110], [95], [99, 101], []])), None]
    bands = [
        {"id": _LEVELS[place], "from": low, "to": high} for place, (low, high) in enumerate(pairwise(ends))
    ]
    return {
        "kind": "ledger",
        "start": draw(st.sampled_from([100, 95, 119])),
        "floor": floor,
        "ceiling": ceiling,
        "clip": None if plainly else draw(st.sampled_from(["on-read", "on-write", None])),
        "recomputed": "at-once" if plainly else draw(_RHYTHMS),
        "bands": bands if draw(_chance(0.9)) else [],
    }


@st.composite
def _cards(draw: st.DrawFn) -> Item:
    """A scorecard of one dimension, on one to three conducts and, often, on the friends' scores."""
    friends = [{"kind": "peer-score"}] if draw(_chance(0.4)) else []
    return {
        "kind": "scorecard",
        "range": draw(st.sampled_from([[0, 120], [90, 101]])),
        "recomputed": draw(st.sampled_from(["7 days", "1 month", "1 day"])),
        "thin_file": draw(st.sampled_from([None, 96])),
        "best": draw(st.sampled_from([None, 101, 97])),
        "dimensions": [
            {
                "id": "conduct",
                "weight": 1.0,
                "inputs": [
                    {
                        "kind": "conduct",
                        "id": name,
                        "memory": draw(st.one_of(st.none(), _LENGTHS)),
                        "transform": draw(st.sampled_from(["falling", "rising"])),
                    }
                    for name in draw(_some(_CONDUCTS, 3)) or ["volunteers"]
                ]
                + friends,
            }
        ],
        "bands": [
            {"id": "D", "from": None, "to": 95},
            {"id": "C", "from": 95, "to": 100},
            {"id": "B", "from": 100, "to": None},
        ],
    }


@st.composite
def _stays(draw: st.DrawFn, performs: bool) -> Item:
    term = draw(_LENGTHS)
    if draw(_chance(0.25)):
        term = "until-performed" if performs and draw(st.booleans()) else "for-ever"
    extend = [
        {
            "if": draw(st.sampled_from([*_CONDITIONS, "repeated"])),
            "by": draw(st.sampled_from([["10 days"], ["1 day", "1 month"], ["2 weeks", "6 months"]])),
        }
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 5])))
    ]
    return {"for": term, "renewal": draw(_RENEWALS), "extend": extend}


@st.composite
def _lists(draw: st.DrawFn, name: str) -> Item:
    exits = [{"by": "expiry", "within": draw(_DELAYS)}]
    for way in ("performance", "overturned", "repair"):
        if not draw(_chance(0.7)):
            continue
        exits.append({"by": way, "within": draw(_DELAYS)})
    performs = any(way["by"] == "performance" for way in exits)
    return {
        "id": name,
        "polarity": draw(st.sampled_from(["black", "black", "red"])),
        "stay": draw(_stays(performs)),
        "exit": exits,
        "publication": draw(st.sampled_from([None, None, *_PUBLICATIONS])),
        "resets": draw(_chance(0.25)),
    }


@st.composite
def _counts(draw: st.DrawFn) -> Item:
    at_least = draw(st.sampled_from([1, 2, 3, 5]))
    window = draw(st.sampled_from(["lifetime", "rolling", "calendar"]))
    within = {
        "lifetime": None,
        "rolling": draw(_LENGTHS),
        "calendar": draw(st.sampled_from(_PERIODS)),
    }[window]
    return {
        "at_least": at_least,
        "within": within,
        "window": "calendar" if window == "calendar" else "rolling",
        "after": draw(st.sampled_from(["reset", "keep"])),
    }


@st.composite
def _rules(
    draw: st.DrawFn, number: int, score: Item, lists: list[Item], places: list[str], pool: list[str]
) -> Item:
    bands = [band["id"] for band in score.get("bands", [])]
    names = [entry["id"] for entry in lists]
    occasions = ["conducts"] * 4 + ["band"] * (len(bands) > 1) + ["list"] * bool(names)
    occasion = draw(st.sampled_from(occasions))
    rule: Item = {"id": f"r{number}"}
    targets = list(names)
    if occasion == "conducts":
        rule["when"] = {"conducts": draw(_some(pool, 3)) or ["refuses-judgment"]}
    elif occasion == "band":
        rule["when"] = {"band": draw(_some(bands, 2)) or bands[:1]}
    else:
        origin = draw(st.integers(0, len(names) - 1))
        rule["when"] = {"list": [names[origin]]}
        # Lists must not lead into each other in a circle.
        targets = names[origin + 1 :]
    effects = ["enter"] * (2 * bool(targets))
    if score["kind"] == "ledger":
        effects += ["points", "points", *(["to_band"] if bands else [])]
    if not effects:
        rule["when"], targets, effects = {"conducts": ["volunteers"]}, names, ["enter"]
    effect = draw(st.sampled_from(effects))
    if effect == "points":
        rule["effect"] = {"points": draw(st.sampled_from([-10, -1, 3, -35, 20]))}
        rule["lapse"] = draw(st.one_of(st.none(), _LENGTHS))
        nths = sorted(draw(_some([2, 3, 6], 2)))
        rule["repeat"] = [{"nth": nth, "points": draw(st.sampled_from([-20, -4, 7]))} for nth in nths]
    elif effect == "to_band":
        rule["effect"] = {"to_band": draw(st.sampled_from(bands))}
        rule["lapse"] = draw(st.one_of(st.none(), _LENGTHS))
    else:
        target = draw(st.sampled_from(targets))
        rule["effect"] = {"enter": target}
        ways = next(entry["exit"] for entry in lists if entry["id"] == target)
        if draw(_chance(0.3)):
            rule["stay"] = draw(_stays(any(way["by"] == "performance" for way in ways)))
    if draw(_chance(0.5)):
        rule["count"] = draw(_counts())
    rule["proof"] = draw(st.sampled_from(_PROOFS))
    # A rule that a band or list sets off has no record that these could test.
    tested = occasion == "conducts"
    if tested and draw(_chance(0.3)):
        rule["final_after"] = draw(_DELAYS)
        rule["dated_by"] = draw(st.sampled_from(["act", "record", "decision"]))
    if tested and draw(_chance(0.2)):
        rule["ability"] = "must-be-able"
    if tested and draw(_chance(0.2)):
        rule["fault"] = draw(st.sampled_from(["negligent", "wilful"]))
    if tested and draw(_chance(0.2)):
        rule["unless"] = draw(_some(_EXCUSES, 2))
    if draw(_chance(0.2)):
        rule["discretion"] = "may"
    if occasion == "conducts" and draw(_chance(0.15)):
        rule["where"] = draw(st.sampled_from(["own-place", places[0], places[-1]]))
    if occasion == "conducts" and draw(_chance(0.15)):
        rule["whom"] = {"min_age": draw(st.sampled_from([18, 30, 60]))}
    return rule


@st.composite
def _consequences(draw: st.DrawFn, number: int, score: Item, lists: list[Item], plainly: bool) -> Item:
    bands = [band["id"] for band in score.get("bands", [])]
    names = [entry["id"] for entry in lists]
    kinds = ["list"] * (2 * bool(names)) + ["band"] * (2 * bool(bands))
    # Rules that enter points plainly are lived through faster where no consequence looks at the score itself.
    if not kinds or (score["kind"] != "none" and not plainly):
        kinds += ["score"]
    kind = draw(st.sampled_from(kinds))
    when: Item
    if kind == "list":
        when = {"list": draw(_some(names, 2)) or names[:1]}
    elif kind == "band":
        when = {"band": draw(_some(bands, 2)) or bands[:1]}
    else:
        when = {"score": {draw(st.sampled_from(["at_least", "below"])): draw(st.sampled_from([99, 101, 80]))}}
    does = draw(
        st.sampled_from(
            [
                "deny",
                "disqualify",
                "delay",
                "surcharge",
                "inspect",
                "warn",
                "grant",
                "priority",
                "degrade",
                "claim",
            ]
        )
    )
    gate = draw(st.sampled_from([*_GATES, *_GATES, "none"]))
    item: Item = {"id": f"c{number}", "when": when, "gate": gate, "does": does, "imposed_by": "office"}
    if does in ("delay", "surcharge", "claim"):
        item["size"] = {"delay": "1 day", "surcharge": 0.1, "claim": "100 yuan"}[does]
    if gate == "train":
        item["tiers"] = draw(_some(_GATES["train"], 3)) or ["any"]
    if draw(_chance(0.4)):
        item["except"] = draw(_some(_PURPOSES))
    if draw(_chance(0.35)):
        item["duration"] = draw(_LENGTHS)
    return item


@st.composite
def _remedies(draw: st.DrawFn, kind: str, entry: str) -> list[Item]:
    """A chain of corrections and reviews for a list (band, consequence), and a repair: some or none."""
    chain = draw(_some(["fix", "again", "higher"])) if draw(_chance(0.7)) else []
    repairs = ["mend"] if draw(_chance(0.4)) else []
    found = [
        {
            "id": f"{name}-{entry.lower()}",
            "kind": "repair" if name in repairs else draw(st.sampled_from(["correction", "review"])),
            "for": {f"{kind}s": [entry]},
            "ask_within": draw(st.one_of(st.none(), _LENGTHS)),
            "decides": draw(st.one_of(st.none(), _DELAYS)),
            "then": draw(st.one_of(st.none(), _DELAYS)),
            "suspends": draw(_chance(0.3)),
        }
        for name in [*chain, *repairs]
    ]
    for remedy, following in pairwise(found[: len(chain)]):
        remedy["next"] = following["id"]
    return draw(st.permutations(found))


@st.composite
def _of_targets(
    draw: st.DrawFn, score: Item, rules: list[Item], consequences: list[Item], others: list[Item]
) -> tuple[list[Item], list[Item]]:
    """Remedies and notices that name bands, consequences and rules; some remedies name one more."""
    bands = [band["id"] for band in score.get("bands", [])]
    names = [item["id"] for item in consequences]
    # Of what is entered plainly, at once and for ever, nobody is told: that would not be plain.
    ruled = [rule["id"] for rule in rules if not rule["id"].startswith("plainly")]
    targets = [("band", name) for name in bands] + [("consequence", name) for name in names]
    targets += [("rule", name) for name in ruled]
    remedies = [remedy for target in targets if draw(_chance(0.6)) for remedy in draw(_remedies(*target))]
    both = [*remedies, *others]
    for widened in draw(_some(range(len(both)), 2)) if both and targets else []:
        kind, name = draw(st.sampled_from(targets))
        named = both[widened]["for"].setdefault(f"{kind}s", [])
        named += [name] * (name not in named)
    notices = []
    for _ in range(draw(st.sampled_from([1, 2])) if targets else 0):
        due = draw(st.sampled_from(["before-effect", "before-effect", "after", "after", "none"]))
        for_ = {
            "bands": draw(_some(bands)) if bands else [],
            "consequences": draw(_some(names)) if names else [],
            "rules": draw(_some(ruled)),
        }
        if any(for_.values()):
            notices.append({"for": for_, "due": due, "days": draw(st.sampled_from([None, 0, 1, 20]))})
    return remedies, notices


@st.composite
def schemes_made(draw: st.DrawFn, name: str, places: list[str], plainly: bool = False) -> Scheme:
    """A scheme that uses anything that is executed.

    Args:
        draw: of Hypothesis.
        name: its id.
        places: ids of the society's places.
        plainly: with rules on traffic that only enter points, at once and for ever; the fast engine has a way
            of its own for these.
    """
    pool = [conduct for conduct in _CONDUCTS if not (plainly and conduct in _TRAFFIC)]
    lists = [draw(_lists(f"l{number}")) for number in range(draw(st.sampled_from([1, 2, 0, 3])))]
    score = {"kind": "none"}
    if plainly or not lists or draw(_chance(0.6)):
        score = draw(_cards()) if lists and not plainly and draw(_chance(0.25)) else draw(_scores(plainly))
    rules = [draw(_rules(number, score, lists, places, pool)) for number in range(draw(st.integers(1, 5)))]
    entered = {rule["effect"].get("enter") for rule in rules}
    for entry in lists:
        if entry["id"] not in entered:
            rules.append(
                {
                    "id": f"into-{entry['id']}",
                    "when": {"conducts": draw(_some(pool, 3)) or ["refuses-judgment"]},
                    "proof": "allegation",
                    "effect": {"enter": entry["id"]},
                }
            )
    backwards = draw(st.booleans())
    tested = [rule for rule in rules if "conducts" in rule["when"]]
    for here, rule in enumerate(tested):
        others = tested[:here] if backwards else tested[here + 1 :]
        if others and draw(_chance(0.25)):
            rule["instead_of"] = draw(_some([other["id"] for other in others], 2))
    if score["kind"] == "ledger":
        score["caps"] = [
            {
                "rules": held,
                "limit": draw(st.sampled_from([15, 1, 40])),
                "years": draw(st.sampled_from(["calendar", "rolling"])),
            }
            for sign in (-1, 1)
            if (held := [rule["id"] for rule in rules if sign * rule["effect"].get("points", 0) > 0])
            and draw(_chance(0.4))
        ]
    if plainly:
        together = draw(st.booleans())
        for named in [_TRAFFIC] if together else [[conduct] for conduct in _TRAFFIC]:
            rules.append(
                {
                    "id": f"plainly-{named[0]}",
                    "when": {"conducts": list(named)},
                    "proof": "allegation",
                    "effect": {"points": draw(st.sampled_from([-1, 2, -4, 7]))},
                    "lapse": None,
                }
            )
    can = bool(lists) or score["kind"] == "ledger"
    consequences = [
        draw(_consequences(number, score, lists, plainly))
        for number in range(draw(st.integers(0, 4)) if can else 0)
    ]
    remedies = [remedy for entry in lists for remedy in draw(_remedies("list", entry["id"]))]
    notices = [
        {
            "for": {"lists": draw(_some([entry["id"] for entry in lists])) or [lists[0]["id"]]},
            "due": draw(st.sampled_from(["before-effect", "after", "none"])),
            "days": draw(st.sampled_from([None, 0, 1, 20])),
        }
        for _ in range(draw(st.sampled_from([0, 1, 2])) if lists else 0)
    ]
    if draw(_chance(0.6)):
        more, told = draw(_of_targets(score, rules, consequences, remedies))
        remedies, notices = [*remedies, *more], draw(st.permutations([*notices, *told]))
    first, until = draw(
        st.sampled_from([("2000-01-01", None)] * 4 + [("2019-03-01", None), ("2018-01-01", "2019-08-15")])
    )
    return scheme_of(
        name,
        force={"from": first, "until": until},
        scope={
            "subjects": ["person"],
            "covers": draw(st.sampled_from(["residents", "present", "everyone", "present"])),
            "places": draw(st.sampled_from([["all"], ["all"], places[:1], places[-1:]])),
            "min_age": draw(st.sampled_from([None, None, 18, 35])),
            "enrolment": "compulsory",
        },
        data={
            "sources": [{"id": source, "kind": source} for source in draw(_some(_SOURCES)) or list(_SOURCES)],
            "sharing": [
                {"to": "office", "purpose": "any", "legal_basis": None, "delay": draw(_DELAYS)}
                for _ in range(draw(_chance(0.3)))
            ],
        },
        score=score,
        rules=rules,
        lists=lists,
        consequences=consequences,
        remedies=remedies,
        notice=notices,
        practice={
            "aware": draw(st.one_of(st.none(), _SHARES)),
            "may_used": draw(st.sampled_from([0.5, 1.0, 0.0])),
            "notice_reaches": draw(st.one_of(st.none(), _SHARES)),
        },
    )


# ---------------------------------------------------------------------------------------- scenarios


class World(Scenario):
    """A scenario that a failing test shows by its size: in full it would fill hundreds of lines."""

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        arms = [
            f"{len(read.rules)} rules, {len(read.lists)} lists, {len(read.score.bands)} bands, "
            f"{len(read.notice)} notices, {len(read.remedies)} remedies, {len(read.consequences)} effects"
            for read in (arm.scheme for arm in self.arms)
        ]
        about = f"people {self.people}, days {self.days}, warm {self.warm}, seed {self.seed}, {self.start}"
        printer.text(f"World({self.society.id}, {about}; arms: {'; '.join(arms)})")


def _answers() -> st.SearchStrategy[frozenset[str]]:
    """All ways of answering in most arms."""
    some = st.lists(st.sampled_from(ANSWERS), unique=True).map(frozenset)
    return _chance(0.25).flatmap(lambda not_all: some if not_all else st.just(frozenset(ANSWERS)))


@st.composite
def scenarios(draw: st.DrawFn, people: int = 60, days: int = 420) -> World:
    """One to three schemes in a small society, for up to so many people and days."""
    society = _society(
        draw(st.sampled_from(["1", "2", "3", "simpleland"])),
        draw(_chance(0.25)),
        draw(st.sampled_from([0.7, 0.2])) if draw(_chance(0.5)) else 0.0,
    )
    places = _places(society)
    plainly = draw(_chance(0.35))
    arms = 1 if plainly else draw(st.sampled_from([1, 1, 2, 3]))
    return World(
        arms=tuple(
            Arm(f"arm-{number}", draw(schemes_made(f"s{number}", places, plainly)), draw(_answers()))
            for number in range(arms)
        ),
        society=society,
        assumptions=draw(assumptions_made(places, plainly)),
        people=draw(st.sampled_from([people, people, people, max(1, people // 3), 1])),
        days=draw(st.sampled_from([days, days, days, days // 2, 31, 1])),
        seed=draw(st.sampled_from([1, 0, 2**64 - 1, 0x9E3779B97F4A7C15])),
        start=datetime.date.fromisoformat(draw(st.sampled_from(["2019-01-01", "2018-12-15", "2020-01-31"]))),
        warm=draw(st.sampled_from([0, 0, 0, 150, 7, 365])),
    )
