"""An observation: what one rule saw at one place of a scheme, before norms and justifications are added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from glasshouse.ground.errors import Position
from glasshouse.schemes.lint.vocabulary import Confidence, Right

__all__ = ["Observation", "Seen"]

Seen = Literal["fail", "review", "notApplicable"]

# The lint says what is in tension with a norm and what would have to be shown; whether anything is against
# the law is for a court.
_VERDICT: Final = re.compile(
    r"\b(is|are|would be|be)\s+(illegal|unlawful|forbidden by law)\b|\bviolates?\b|\bbreaches the\b"
    r"|\bcompliant\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Observation:
    """What a rule saw.

    Attributes:
        kind: ``fail`` (in tension with the norms), ``review`` (the file cannot settle it) or
            ``notApplicable`` (there is nothing that the rule speaks of).
        message: one sentence on this place, without the rule's name.
        position: where it stands.
        item: path of the item, as a reform would name it; empty for the whole scheme.
        key: the key inside the item, with dots; empty for the item itself.
        about: what else tells two observations at one place apart, such as a conduct's id.
        subjects: names that measures use for it: conducts, lists, bands, gates.
        confidence: where it differs from the rule's.
        right: where it differs from the rule's.
        remedy: where it differs from the rule's.
    """

    kind: Seen
    message: str
    position: Position | None
    item: str
    key: str
    about: str = ""
    subjects: tuple[str, ...] = ()
    confidence: Confidence | None = None
    right: Right | None = None
    remedy: str | None = None

    def __post_init__(self) -> None:
        """Refuse words that pass judgment.

        Raises:
            ValueError: the message says that something is illegal or the like, or says nothing.
        """
        if not self.message.strip():
            raise ValueError("an observation needs a message")
        found = _VERDICT.search(self.message)
        if found:
            raise ValueError(
                f"'{found[0]}' passes judgment; say what is 'in tension with' the norm, or what somebody "
                f"'would need to show': {self.message}"
            )

    @property
    def path(self) -> str:
        """Item and key as one path."""
        return ".".join(word for word in (self.item, self.key) if word)
