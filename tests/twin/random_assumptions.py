"""Random assumptions for the twins: conducts, sources, gates, procedure, contact and livelihood."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.invented import SOURCES, Item

from glasshouse.assumptions import Assumptions, Conduct, Contact, Gate, Livelihood, Procedure, Source, Trait

__all__ = [
    "CONDITIONS",
    "CONDUCTS",
    "EXCUSES",
    "GATES",
    "PROOFS",
    "PURPOSES",
    "SHARES",
    "TRAFFIC",
    "assumptions_made",
    "chance",
    "some",
]


CONDUCTS: dict[str, Item] = {
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


TRAFFIC = ("walk-on-red", "drive-on-red")


GATES: dict[str, tuple[str, ...]] = {
    "flight": (),
    "train": ("ordinary", "d-second", "d-first", "g-any", "soft-sleeper"),
    "loan": (),
    "job": (),
}


PURPOSES = ("medical", "livelihood", "family")


PROOFS = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")


EXCUSES = ("security-given", "assets-suffice", "illness")


CONDITIONS = ("violent", "serious")


_WAITS = st.sampled_from([0.0, 3.0, 40.5])


_FACTORS = st.sampled_from([1.0, 0.0, 0.5, 2.5])


SHARES = st.sampled_from([0.0, 1.0, 0.5, 0.3, 0.85])


def chance(share: float) -> st.SearchStrategy[bool]:
    """True in about that share of the examples; shrinks to false."""
    return st.integers(0, 99).map(lambda number: number >= 100 - round(100 * share))


def some(values: Any, most: int | None = None) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=most or len(values))


@st.composite
def _relatives(draw: st.DrawFn, places: list[str]) -> Item:
    """Factors by some dimensions, of which a society need not know all."""
    known = {
        "sex": ["female", "male"],
        "age": ["0-17", "30-44", "75+"],
        "income": ["q1", "q5"],
        "place": places,
    }
    chosen = draw(some(known, 2))
    return {name: {category: draw(_FACTORS) for category in draw(some(known[name]))} for name in chosen}


@st.composite
def _falling_shares(draw: st.DrawFn) -> list[float]:
    return sorted((draw(SHARES) for _ in PROOFS), reverse=True)


@st.composite
def _procedures(draw: st.DrawFn, places: list[str], plainly: bool) -> Procedure:
    true, false = draw(_falling_shares()), draw(_falling_shares())
    if draw(chance(0.6)):
        # Let enough through that the rest of the scheme has something to do.
        true, false = [max(share, 0.7) for share in true], [max(share, 0.5) for share in false]
    if plainly:
        true[0] = 1.0
    negligent = draw(st.sampled_from([0.0, 0.25, 0.5]))
    return Procedure.model_validate(
        {
            "proof": {
                level: {"true": a, "false": b} for level, a, b in zip(PROOFS, true, false, strict=True)
            },
            "ability": {"unable_passes": draw(SHARES), "able_fails": draw(SHARES)},
            "fault": {"negligent": negligent, "wilful": draw(st.sampled_from([0.5, 0.25, 0.0]))},
            "excuses": {name: draw(st.sampled_from([0.0, 0.2, 0.6])) for name in EXCUSES},
            "conditions": {name: draw(SHARES) for name in CONDITIONS},
            "may_used": draw(SHARES),
            "performance": {"rate": draw(st.sampled_from([30.0, 0.0, 4.0, 400.0]))},
            "notice": {"reaches": draw(SHARES)},
            "publication": {
                "tells": draw(SHARES),
                "after": draw(_WAITS),
                "hiring": draw(st.sampled_from([0.0, 0.5, 1.0])),
            },
            "correction": {
                "succeeds": draw(st.sampled_from([1.0, 0.6, 0.0])),
                "asks_after": draw(_WAITS),
                "takes": draw(_WAITS),
            },
            "review": {
                "asks_if_wrong": draw(SHARES),
                "asks_if_right": draw(SHARES),
                "asks_after": draw(_WAITS),
                "succeeds_if_wrong": draw(SHARES),
                "succeeds_if_right": draw(SHARES),
                "takes": draw(_WAITS),
                "relative": draw(_relatives(places)),
            },
            "repair": {
                "asks": draw(SHARES),
                "asks_after": draw(_WAITS),
                "succeeds": draw(SHARES),
                "takes": draw(_WAITS),
            },
        }
    )


@st.composite
def assumptions_made(draw: st.DrawFn, places: list[str], plainly: bool = False) -> Assumptions:
    """Six conducts, three sources, three gates; `plainly`: the police err about no traffic."""
    conducts = []
    for name, about in CONDUCTS.items():
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
                for conduct in draw(some(CONDUCTS, 3))
                if not (plainly and name == "police" and conduct in TRAFFIC)
            },
            false_relative=draw(_relatives(places)),
        )
        for name in SOURCES
    ]
    gates = []
    for name, tiers in GATES.items():
        shares = [0.4, 0.1, 0.1, 0.3, 0.1]
        purposes = draw(some(PURPOSES))
        gates.append(
            Gate(
                id=name,
                title=name,
                demand=draw(st.sampled_from([20.0, 0.0, 3.0, 90.0])),
                relative=draw(_relatives(places)),
                tiers=dict(zip(tiers, shares, strict=True)) if tiers else {},
                purposes={purpose: draw(st.sampled_from([0.1, 0.3, 0.0])) for purpose in purposes},
                strains=draw(chance(0.35)),
                lasting=draw(chance(0.5)),
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
    if not draw(chance(0.35)):
        return Contact()
    shares = [(0.5, 0.3, 0.2), (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.9, 0.05)]
    household, peers, neighbourhood = draw(st.sampled_from(shares))
    full = draw(st.sampled_from([0.1, 0.0, 1.0]))
    return Contact(household=household, peers=peers, neighbourhood=neighbourhood, full=full)
