"""A finding: what a rule saw in a scheme, with the norms and their force, and what would have to be shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from glasshouse.ground.errors import Position
from glasshouse.ground.notebook import paragraph, table
from glasshouse.schemes.lint.measured import Measurement
from glasshouse.schemes.lint.norms import Norm, Standing
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.vocabulary import Confidence, Right, Severity
from glasshouse.schemes.model import Justification

__all__ = ["Cited", "Finding", "Kind"]

Kind = Literal["fail", "pass", "review", "notApplicable", "justified"]


@dataclass(frozen=True, eq=False)
class Cited:
    """A norm as a finding cites it.

    Attributes:
        norm: the record.
        standing: its force where the scheme stands.
    """

    norm: Norm
    standing: Standing

    def __str__(self) -> str:
        """The norm with its force: ``ICCPR 19(3) (benchmark: signed 1998, not ratified)``."""
        return f"{self.norm.cite} ({self.standing})"


@dataclass(frozen=True, eq=False)
class Finding:
    """One answer of one rule about one scheme.

    Attributes:
        rule: the rule.
        scheme: id of the scheme.
        kind: ``fail`` (in tension with the norms, unanswered), ``justified`` (answered in the file, and
            shown), ``review`` (the file cannot settle it), ``pass``, or ``notApplicable``.
        norms: the norms that it rests on, within the selection, the most binding first.
        seen: what the rule saw and where; None where it saw nothing, which is a pass.
        justification: the answer in the file, where there is one that holds.
        measured: what a run measured for it; None where no run was given, empty where it measured nothing.
    """

    rule: Rule
    scheme: str
    kind: Kind
    norms: tuple[Cited, ...]
    seen: Observation | None = None
    justification: Justification | None = None
    measured: tuple[Measurement, ...] | None = None

    @property
    def severity(self) -> Severity:
        """That of its rule."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """One sentence."""
        return self.seen.message if self.seen else "nothing in tension was found"

    @property
    def position(self) -> Position | None:
        """Where; None for what is nowhere in the file."""
        return self.seen.position if self.seen else None

    @property
    def item(self) -> str:
        """Path of the item, as a reform would name it; empty for the whole scheme."""
        return self.seen.item if self.seen else ""

    @property
    def path(self) -> str:
        """Item and key as one path."""
        return self.seen.path if self.seen else ""

    @property
    def confidence(self) -> Confidence:
        """How sure the lint is."""
        return (self.seen.confidence if self.seen else None) or self.rule.confidence

    @property
    def right(self) -> Right:
        """The right that it is grouped under."""
        return (self.seen.right if self.seen else None) or self.rule.right

    @property
    def remedy(self) -> str:
        """One line."""
        return (self.seen.remedy if self.seen else None) or self.rule.remedy

    def is_about(self, item: str) -> bool:
        """Whether an estimate of an item is of the very thing that was seen, not of everything at once."""
        return self.seen is not None and item.partition(":")[0] in self.seen.subjects

    @property
    def would_show(self) -> str:
        """What somebody who keeps the rule would have to show."""
        return self.rule.would_show

    def _repr_html_(self) -> str:
        """A table for a notebook, and what it is not."""
        rows = [
            ("found", self.message),
            ("kind", f"{self.kind}, {self.severity}, confidence {self.confidence}"),
            ("where", self.position or "nowhere in particular"),
            ("norms", "; ".join(str(cited) for cited in self.norms)),
            ("would have to be shown", self.would_show),
            ("remedy", self.remedy),
            *(("measured", measurement) for measurement in self.measured or ()),
        ]
        caption = f"{self.rule.id} {self.rule.name}, in {self.scheme}"
        return table(caption, ("what", "which"), rows) + paragraph(
            "No legal advice; silence is not clearance."
        )

    @property
    def is_blocking(self) -> bool:
        """Whether it makes the exit code 1: an unjustified core error."""
        return self.kind == "fail" and self.rule.core and self.severity == "error"

    @property
    def fingerprint(self) -> str:
        """A name that stays when lines move: 16 hexadecimal digits from rule, scheme, place and subject."""
        about = self.seen.about if self.seen else ""
        text = "\0".join((self.rule.id, self.scheme, self.path, about))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        place = self.position
        return {
            "rule": self.rule.id,
            "name": self.rule.name,
            "scheme": self.scheme,
            "kind": self.kind,
            "severity": self.severity,
            "confidence": self.confidence,
            "strength": self.rule.strength,
            "core": self.rule.core,
            "status": self.rule.status,
            "family": self.rule.family,
            "right": self.right,
            "rights": list(self.rule.rights),
            "message": self.message,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "path": self.path,
            "norms": [
                {
                    "id": cited.norm.id,
                    "cite": cited.norm.cite,
                    "family": cited.norm.family,
                    "strength": cited.norm.strength,
                    "force": cited.standing.force,
                    "why": cited.standing.why,
                    "gloss": cited.norm.gloss,
                    "checked": cited.norm.checked.on.isoformat() if cited.norm.checked else None,
                }
                for cited in self.norms
            ],
            "would_need_to_show": self.would_show,
            "remedy": self.remedy,
            "fixable": self.rule.patch is not None and self.kind == "fail",
            "fingerprint": self.fingerprint,
            "justification": None
            if self.justification is None
            else self.justification.model_dump(mode="json"),
            "measured": None
            if self.measured is None
            else [
                {name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in self.measured
            ],
        }
