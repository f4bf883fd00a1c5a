"""The lint: a scheme held against human-rights and data-protection norms, finding by finding.

`check` reads a scheme and gives a `Report`; `all_rules` names them. Nothing here is legal advice, and no
findings are no clearance.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.schemes.lint.checking import check
    from glasshouse.schemes.lint.finding import Finding
    from glasshouse.schemes.lint.report import Report
    from glasshouse.schemes.lint.rule import Rule, all_rules
    from glasshouse.schemes.lint.selection import Selection

__all__ = ["Finding", "Report", "Rule", "Selection", "all_rules", "check"]

_HOMES = {
    "Finding": "glasshouse.schemes.lint.finding",
    "Report": "glasshouse.schemes.lint.report",
    "Rule": "glasshouse.schemes.lint.rule",
    "Selection": "glasshouse.schemes.lint.selection",
    "check": "glasshouse.schemes.lint.checking",
    "all_rules": "glasshouse.schemes.lint.rule",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'glasshouse.schemes.lint' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
