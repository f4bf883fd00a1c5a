"""A scheme and a world in which every column of the tally counts something."""

from __future__ import annotations

from tests.invented import scheme_of

from glasshouse.assumptions import Assumptions, Conduct, Contact, Gate, Livelihood, Procedure, Source, Trait
from glasshouse.schemes import Scheme

__all__ = ["everything"]


def everything() -> tuple[Scheme, Assumptions]:
    """A scheme and a world in which every column of the tally counts something."""
    conducts = [
        Conduct(
            id="walk-on-red",
            title="Walks on red",
            context="traffic",
            legality="administrative-offence",
            trait={"id": "lawfulness", "sign": -1},
            rate=12.0,
            relative={"age": {"18-29": 1.5}, "place": {"harbour": 2.0}},
            seen_by={"police": 0.6, "camera": 0.3},
            needs="licence",
        ),
        Conduct(
            id="refuses-judgment",
            title="Refuses",
            context="financial",
            legality="breach",
            rate=1.0,
            seen_by={"court": 1.0},
        ),
        Conduct(
            id="cannot-perform-judgment",
            title="Cannot",
            context="financial",
            legality="lawful",
            unable=True,
            mistaken_for="refuses-judgment",
            trait={"id": "prudence", "sign": -1},
            rate=1.0,
            seen_by={"court": 0.8},
            strained=2.0,
        ),
        Conduct(
            id="joins-protest",
            title="Joins a protest",
            context="assembly",
            legality="protected",
            protects=("assembly",),
            trait={"id": "voice", "sign": 1},
            rate=1.0,
            seen_by={"police": 0.5},
        ),
        Conduct(
            id="volunteers",
            title="Volunteers",
            context="civic",
            legality="prosocial",
            rate=10.0,
            seen_by={"police": 0.5},
        ),
    ]
    shares = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
    levels = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")
    about = Assumptions(
        id="everything",
        title="Everything",
        conducts=conducts,
        sources=[
            Source(id="police", title="Police", false_records={"walk-on-red": 3.0, "joins-protest": 0.5}),
            Source(
                id="court",
                title="Court",
                detection={"income": {"q1": 1.2}},
                false_records={"refuses-judgment": 0.4},
                false_relative={"minority": {"minority": 3.0}},
            ),
            Source(id="camera", title="Camera", detection={"place": {"plains": 3.0}}),
        ],
        gates=[
            Gate(
                id="train",
                title="Train",
                demand=40.0,
                relative={"income": {"q5": 2.0}},
                tiers={"ordinary": 0.4, "d-second": 0.1, "d-first": 0.1, "g-any": 0.3, "soft-sleeper": 0.1},
                purposes={"medical": 0.1, "family": 0.2},
            ),
            Gate(id="loan", title="Loan", demand=8.0, purposes={"livelihood": 0.3}, strains=True),
            Gate(id="licence", title="Licence", demand=5.0, lasting=True, incapacitates=0.6),
        ],
        traits={
            name: Trait(spread=0.7, household_correlation=0.3)
            for name in ("prudence", "lawfulness", "voice", "civic")
        },
        procedure=Procedure.model_validate(
            {
                "proof": {
                    level: {"true": share, "false": share - 0.2}
                    for level, share in zip(levels, shares, strict=True)
                },
                "ability": {"unable_passes": 0.5, "able_fails": 0.1},
                "fault": {"negligent": 0.3, "wilful": 0.6},
                "excuses": {"illness": 0.1, "security-given": 0.1},
                "conditions": {"violent": 0.4, "serious": 0.2},
                "performance": {"rate": 6.0},
                "notice": {"reaches": 0.5},
                "publication": {"tells": 0.5, "after": 20.0},
                "correction": {"succeeds": 0.5, "asks_after": 10.0},
                "review": {
                    "asks_if_wrong": 0.9,
                    "asks_if_right": 0.3,
                    "asks_after": 5.0,
                    "succeeds_if_wrong": 0.7,
                    "succeeds_if_right": 0.2,
                    "takes": 9.5,
                },
                "repair": {"asks": 0.2, "asks_after": 15.0, "succeeds": 0.5, "takes": 12.0},
            }
        ),
        response={
            kind: {"general": 0.2, "own": 0.5, "contact": 0.3, "gain": 0.4, "praise": 0.5}
            for kind in ("violation", "expression", "prosocial", "neutral")
        },
        livelihood=Livelihood(recovers=60.0, half=0.5),
        contact=Contact(household=0.4, peers=0.4, neighbourhood=0.2, full=0.2),
    )
    rules = [
        {
            "id": "red",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "report",
            "count": {"at_least": 2, "within": "30 days", "after": "keep"},
            "effect": {"points": -6},
            "repeat": [{"nth": 2, "points": -9}, {"nth": 4, "points": -14}],
            "lapse": "6 months",
            "fault": "negligent",
        },
        {
            "id": "reckless",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "judgment",
            "instead_of": ["red"],
            "discretion": "may",
            "effect": {"to_band": "C"},
            "lapse": "2 weeks",
        },
        {
            "id": "refuses",
            "when": {"conducts": ["refuses-judgment"]},
            "proof": "judgment",
            "final_after": "10 working days",
            "dated_by": "decision",
            "ability": "must-be-able",
            "unless": ["illness", "security-given"],
            "effect": {"enter": "defaulters"},
        },
        {
            "id": "third-red",
            "when": {"conducts": ["walk-on-red"]},
            "proof": "allegation",
            "count": {"at_least": 3, "within": "1 year", "window": "calendar"},
            "effect": {"enter": "shamed"},
            "stay": {"for": "1 month", "extend": [{"if": "repeated", "by": ["1 month", "3 months"]}]},
        },
        {
            "id": "protest",
            "when": {"conducts": ["joins-protest"]},
            "proof": "observed",
            "effect": {"enter": "shamed"},
        },
        {
            "id": "kind",
            "when": {"conducts": ["volunteers"]},
            "proof": "allegation",
            "effect": {"points": 4},
            "lapse": None,
        },
        {
            "id": "fallen",
            "when": {"band": ["D"]},
            "proof": "allegation",
            "effect": {"enter": "shamed"},
        },
        {
            "id": "honoured",
            "when": {"band": ["A"]},
            "proof": "allegation",
            "effect": {"enter": "models"},
        },
        {
            "id": "listed",
            "when": {"list": ["defaulters"]},
            "proof": "allegation",
            "effect": {"points": -30},
            "lapse": "1 year",
        },
    ]

    def lasting(name: str, stay: str, polarity: str, *ways: str) -> dict[str, object]:
        exits = [{"by": way, "within": "1 day"} for way in ways]
        published = {"audience": "parties" if name == "models" else "public", "for": "stay"}
        return {
            "id": name,
            "polarity": polarity,
            "stay": {"for": stay},
            "exit": exits,
            "publication": published,
        }

    def at(name: str, when: dict[str, object], gate: str, does: str, **more: object) -> dict[str, object]:
        return {"id": name, "when": when, "gate": gate, "does": does, "imposed_by": "office", **more}

    written = scheme_of(
        "everything",
        score={
            "kind": "ledger",
            "start": 100,
            "floor": 20,
            "ceiling": 180,
            "clip": "on-write",
            "recomputed": "7 days",
            "caps": [{"rules": ["kind"], "limit": 40}, {"rules": ["listed"], "limit": 45}],
            "bands": [
                {"id": "D", "from": None, "to": 60},
                {"id": "C", "from": 60, "to": 90},
                {"id": "B", "from": 90, "to": 120},
                {"id": "A", "from": 120, "to": None},
            ],
        },
        rules=rules,
        lists=[
            lasting("defaulters", "4 months", "black", "expiry", "performance", "overturned", "repair"),
            lasting("shamed", "2 weeks", "black", "expiry", "performance", "overturned", "repair"),
            lasting("models", "3 months", "red", "expiry", "performance", "overturned", "repair"),
        ],
        consequences=[
            at(
                "no-fast",
                {"list": ["defaulters"]},
                "train",
                "deny",
                tiers=["g-any"],
                **{"except": ["medical"]},
            ),
            at("inspected", {"list": ["shamed", "defaulters"]}, "train", "inspect", tiers=["ordinary"]),
            at("quick", {"list": ["models"]}, "train", "priority"),
            at("no-loan", {"band": ["D"]}, "loan", "deny", **{"except": ["livelihood"]}),
            at("dear-loan", {"band": ["D", "C"]}, "loan", "surcharge", size=0.1),
            at("cheap-loan", {"score": {"at_least": 130}}, "loan", "grant"),
            at("barred", {"score": {"below": 75}}, "licence", "disqualify"),
            at("slow", {"list": ["shamed"]}, "licence", "delay", size="5 days"),
            at("praised", {"band": ["A"]}, "licence", "priority"),
            at("warned", {"list": ["shamed"]}, "none", "warn"),
        ],
        remedies=[
            remedy
            for name in ("defaulters", "shamed", "models")
            for remedy in (
                {
                    "id": f"fix-{name}",
                    "kind": "correction",
                    "for": {"lists": [name]},
                    "ask_within": "3 months",
                    "decides": "2 days",
                    "then": "1 day",
                    "next": f"higher-{name}",
                },
                {"id": f"higher-{name}", "kind": "review", "for": {"lists": [name]}, "suspends": True},
                {"id": f"mend-{name}", "kind": "repair", "for": {"lists": [name]}, "then": "2 days"},
            )
        ],
        notice=[
            {"for": {"lists": ["defaulters"]}, "due": "before-effect", "days": 3},
            {"for": {"lists": ["shamed", "models"]}, "due": "after", "days": 5},
        ],
        practice={"may_used": 0.3, "aware": 0.7},
    )
    return written, about
