"""The model of a scheme: one frozen object for a file, made of parts that know where they were written."""

from __future__ import annotations

from glasshouse.schemes.model.consequences import (
    BURDENS,
    FAVOURS,
    REFUSES,
    WORSENS,
    Condition,
    Consequence,
    ScoreCondition,
)
from glasshouse.schemes.model.head import (
    Automation,
    Baseline,
    Data,
    Force,
    Head,
    Omission,
    Operator,
    Reference,
    Scope,
    Sharing,
    Source,
    User,
)
from glasshouse.schemes.model.histories import Day, Expectation, History
from glasshouse.schemes.model.lists import Exit, Extension, List, Publication, Stay
from glasshouse.schemes.model.procedure import (
    Addition,
    Amendment,
    Assignment,
    Governance,
    Justification,
    Notice,
    Practice,
    Remedy,
)
from glasshouse.schemes.model.rules import Count, Effect, Repeat, Rule, Trigger, Whom
from glasshouse.schemes.model.scheme import FORMAT, Scheme
from glasshouse.schemes.model.score import Band, Cap, Dimension, Input, Score
from glasshouse.schemes.model.sourced import BandName, Names, Sourced, Target

__all__ = [
    "BURDENS",
    "FAVOURS",
    "FORMAT",
    "REFUSES",
    "WORSENS",
    "Addition",
    "Amendment",
    "Assignment",
    "Automation",
    "Band",
    "BandName",
    "Baseline",
    "Cap",
    "Condition",
    "Consequence",
    "Count",
    "Data",
    "Day",
    "Dimension",
    "Effect",
    "Exit",
    "Expectation",
    "Extension",
    "Force",
    "Governance",
    "Head",
    "History",
    "Input",
    "Justification",
    "List",
    "Names",
    "Notice",
    "Omission",
    "Operator",
    "Practice",
    "Publication",
    "Reference",
    "Remedy",
    "Repeat",
    "Rule",
    "Scheme",
    "Scope",
    "Score",
    "ScoreCondition",
    "Sharing",
    "Source",
    "Sourced",
    "Stay",
    "Target",
    "Trigger",
    "User",
    "Whom",
]
