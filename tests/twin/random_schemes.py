"""Random schemes for the twins: any score, rules, lists, consequences and procedure that are executed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st
from tests.invented import SOURCES, Item, scheme_of
from tests.twin.random_assumptions import (
    CONDITIONS,
    CONDUCTS,
    EXCUSES,
    GATES,
    PROOFS,
    PURPOSES,
    SHARES,
    TRAFFIC,
    chance,
    some,
)

from glasshouse.schemes import Scheme

__all__ = ["schemes_made"]


_LEVELS = ("D", "C", "B", "A")


_SHOWN = ("stay", "1 month", "3 days", "6 months", "for-ever")


_PUBLICATIONS = (
    *({"audience": "public", "for": time} for time in _SHOWN),
    {"audience": "parties", "for": "stay"},
    {"audience": "users", "for": "3 days"},
)


_RHYTHMS = st.sampled_from(["at-once", "7 days", "1 month", "1 day"])


_LENGTHS = st.sampled_from(
    ["20 days", "3 days", "1 day", "2 weeks", "1 month", "6 months", "1 year", "7 working days"]
)


_DELAYS = st.sampled_from(["0 days", "1 day", "5 working days", "10 days", "1 month"])


_RENEWALS = st.sampled_from(["none", "none", "fresh-decision", "automatic"])


_PERIODS = ["1 year", "12 months", "1 month", "3 months", "2 months", "5 months", "2 years"]


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
        "bands": bands if draw(chance(0.9)) else [],
    }


@st.composite
def _cards(draw: st.DrawFn) -> Item:
    """A scorecard of one dimension, on one to three conducts and, often, on the friends' scores."""
    friends = [{"kind": "peer-score"}] if draw(chance(0.4)) else []
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
                    for name in draw(some(CONDUCTS, 3)) or ["volunteers"]
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
    if draw(chance(0.25)):
        term = "until-performed" if performs and draw(st.booleans()) else "for-ever"
    extend = [
        {
            "if": draw(st.sampled_from([*CONDITIONS, "repeated"])),
            "by": draw(st.sampled_from([["10 days"], ["1 day", "1 month"], ["2 weeks", "6 months"]])),
        }
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 5])))
    ]
    return {"for": term, "renewal": draw(_RENEWALS), "extend": extend}


@st.composite
def _lists(draw: st.DrawFn, name: str) -> Item:
    exits = [{"by": "expiry", "within": draw(_DELAYS)}]
    for way in ("performance", "overturned", "repair"):
        if not draw(chance(0.7)):
            continue
        exits.append({"by": way, "within": draw(_DELAYS)})
    performs = any(way["by"] == "performance" for way in exits)
    return {
        "id": name,
        "polarity": draw(st.sampled_from(["black", "black", "red"])),
        "stay": draw(_stays(performs)),
        "exit": exits,
        "publication": draw(st.sampled_from([None, None, *_PUBLICATIONS])),
        "resets": draw(chance(0.25)),
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
        rule["when"] = {"conducts": draw(some(pool, 3)) or ["refuses-judgment"]}
    elif occasion == "band":
        rule["when"] = {"band": draw(some(bands, 2)) or bands[:1]}
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
        nths = sorted(draw(some([2, 3, 6], 2)))
        rule["repeat"] = [{"nth": nth, "points": draw(st.sampled_from([-20, -4, 7]))} for nth in nths]
    elif effect == "to_band":
        rule["effect"] = {"to_band": draw(st.sampled_from(bands))}
        rule["lapse"] = draw(st.one_of(st.none(), _LENGTHS))
    else:
        target = draw(st.sampled_from(targets))
        rule["effect"] = {"enter": target}
        ways = next(entry["exit"] for entry in lists if entry["id"] == target)
        if draw(chance(0.3)):
            rule["stay"] = draw(_stays(any(way["by"] == "performance" for way in ways)))
    if draw(chance(0.5)):
        rule["count"] = draw(_counts())
    rule["proof"] = draw(st.sampled_from(PROOFS))
    # A rule that a band or list sets off has no record that these could test.
    tested = occasion == "conducts"
    if tested and draw(chance(0.3)):
        rule["final_after"] = draw(_DELAYS)
        rule["dated_by"] = draw(st.sampled_from(["act", "record", "decision"]))
    if tested and draw(chance(0.2)):
        rule["ability"] = "must-be-able"
    if tested and draw(chance(0.2)):
        rule["fault"] = draw(st.sampled_from(["negligent", "wilful"]))
    if tested and draw(chance(0.2)):
        rule["unless"] = draw(some(EXCUSES, 2))
    if draw(chance(0.2)):
        rule["discretion"] = "may"
    if occasion == "conducts" and draw(chance(0.15)):
        rule["where"] = draw(st.sampled_from(["own-place", places[0], places[-1]]))
    if occasion == "conducts" and draw(chance(0.15)):
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
        when = {"list": draw(some(names, 2)) or names[:1]}
    elif kind == "band":
        when = {"band": draw(some(bands, 2)) or bands[:1]}
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
    gate = draw(st.sampled_from([*GATES, *GATES, "none"]))
    item: Item = {"id": f"c{number}", "when": when, "gate": gate, "does": does, "imposed_by": "office"}
    if does in ("delay", "surcharge", "claim"):
        item["size"] = {"delay": "1 day", "surcharge": 0.1, "claim": "100 yuan"}[does]
    if gate == "train":
        item["tiers"] = draw(some(GATES["train"], 3)) or ["any"]
    if draw(chance(0.4)):
        item["except"] = draw(some(PURPOSES))
    if draw(chance(0.35)):
        item["duration"] = draw(_LENGTHS)
    return item


@st.composite
def _remedies(draw: st.DrawFn, kind: str, entry: str) -> list[Item]:
    """A chain of corrections and reviews for a list (band, consequence), and a repair: some or none."""
    chain = draw(some(["fix", "again", "higher"])) if draw(chance(0.7)) else []
    repairs = ["mend"] if draw(chance(0.4)) else []
    found = [
        {
            "id": f"{name}-{entry.lower()}",
            "kind": "repair" if name in repairs else draw(st.sampled_from(["correction", "review"])),
            "for": {f"{kind}s": [entry]},
            "ask_within": draw(st.one_of(st.none(), _LENGTHS)),
            "decides": draw(st.one_of(st.none(), _DELAYS)),
            "then": draw(st.one_of(st.none(), _DELAYS)),
            "suspends": draw(chance(0.3)),
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
    remedies = [remedy for target in targets if draw(chance(0.6)) for remedy in draw(_remedies(*target))]
    both = [*remedies, *others]
    for widened in draw(some(range(len(both)), 2)) if both and targets else []:
        kind, name = draw(st.sampled_from(targets))
        named = both[widened]["for"].setdefault(f"{kind}s", [])
        named += [name] * (name not in named)
    notices = []
    for _ in range(draw(st.sampled_from([1, 2])) if targets else 0):
        due = draw(st.sampled_from(["before-effect", "before-effect", "after", "after", "none"]))
        for_ = {
            "bands": draw(some(bands)) if bands else [],
            "consequences": draw(some(names)) if names else [],
            "rules": draw(some(ruled)),
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
    pool = [conduct for conduct in CONDUCTS if not (plainly and conduct in TRAFFIC)]
    lists = [draw(_lists(f"l{number}")) for number in range(draw(st.sampled_from([1, 2, 0, 3])))]
    score = {"kind": "none"}
    if plainly or not lists or draw(chance(0.6)):
        score = draw(_cards()) if lists and not plainly and draw(chance(0.25)) else draw(_scores(plainly))
    rules = [draw(_rules(number, score, lists, places, pool)) for number in range(draw(st.integers(1, 5)))]
    entered = {rule["effect"].get("enter") for rule in rules}
    for entry in lists:
        if entry["id"] not in entered:
            rules.append(
                {
                    "id": f"into-{entry['id']}",
                    "when": {"conducts": draw(some(pool, 3)) or ["refuses-judgment"]},
                    "proof": "allegation",
                    "effect": {"enter": entry["id"]},
                }
            )
    backwards = draw(st.booleans())
    tested = [rule for rule in rules if "conducts" in rule["when"]]
    for here, rule in enumerate(tested):
        others = tested[:here] if backwards else tested[here + 1 :]
        if others and draw(chance(0.25)):
            rule["instead_of"] = draw(some([other["id"] for other in others], 2))
    if score["kind"] == "ledger":
        score["caps"] = [
            {
                "rules": held,
                "limit": draw(st.sampled_from([15, 1, 40])),
                "years": draw(st.sampled_from(["calendar", "rolling"])),
            }
            for sign in (-1, 1)
            if (held := [rule["id"] for rule in rules if sign * rule["effect"].get("points", 0) > 0])
            and draw(chance(0.4))
        ]
    if plainly:
        together = draw(st.booleans())
        for named in [TRAFFIC] if together else [[conduct] for conduct in TRAFFIC]:
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
            "for": {"lists": draw(some([entry["id"] for entry in lists])) or [lists[0]["id"]]},
            "due": draw(st.sampled_from(["before-effect", "after", "none"])),
            "days": draw(st.sampled_from([None, 0, 1, 20])),
        }
        for _ in range(draw(st.sampled_from([0, 1, 2])) if lists else 0)
    ]
    if draw(chance(0.6)):
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
            "sources": [{"id": source, "kind": source} for source in draw(some(SOURCES)) or list(SOURCES)],
            "sharing": [
                {"to": "office", "purpose": "any", "legal_basis": None, "delay": draw(_DELAYS)}
                for _ in range(draw(chance(0.3)))
            ],
        },
        score=score,
        rules=rules,
        lists=lists,
        consequences=consequences,
        remedies=remedies,
        notice=notices,
        practice={
            "aware": draw(st.one_of(st.none(), SHARES)),
            "may_used": draw(st.sampled_from([0.5, 1.0, 0.0])),
            "notice_reaches": draw(st.one_of(st.none(), SHARES)),
        },
    )
