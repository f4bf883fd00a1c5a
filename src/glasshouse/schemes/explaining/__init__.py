"""A scheme read aloud: everything that the file says, in plain English.

Three things are kept apart, because a reader must know which it is: what the rule's text says (also that
*there is none* of something), what the text *does not say*, and what was *not found*. Facts about practice
stand in a section of their own. Numbers carry their evidence, range and source in brackets.

Each part of a scheme has a file that says it; `explainer` holds the order in which they speak.
"""

from __future__ import annotations

from glasshouse.schemes.explaining.explainer import Explainer, explain, headline

__all__ = ["Explainer", "explain", "headline"]
