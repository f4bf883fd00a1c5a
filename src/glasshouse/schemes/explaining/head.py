"""The head: what a scheme is, who runs it, since when, for what, and on which law."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.phrases import and_, plain
from glasshouse.schemes.standing import force_words, pushes_words, status_words

__all__ = ["tell_head"]


def tell_head(scheme: Scheme, voice: Voice, page: Page) -> None:
    """Title, summary, and what it is."""
    head = scheme.scheme
    page.wrap(f"{head.title} ({head.id})")
    reading = "read twice" if head.reading == "read-twice" else "provisional reading"
    page.wrap(f"{status_words(scheme)}, {reading}, {head.jurisdiction}, format {scheme.format}")
    page.gap()
    page.wrap(head.summary)
    force, operator = head.force, head.operator
    level = f", {operator.level} level" if operator.level else ""
    until = (
        f"until {force.until.isoformat()}"
        if force.until
        else "with no end set"
        if "until" in force.model_fields_set
        else "with no end said"
    )
    told = [f"It is run by {operator.name} ({operator.kind}{level})"]
    told.append(f"It is {force_words(head.status)} from {force.from_.isoformat()}, {until}")
    if force.reviewed_every is not None:
        told.append(
            f"It must be reviewed every {voice.number(force.reviewed_every, force, 'reviewed_every')}"
        )
    elif "reviewed_every" in force.model_fields_set:
        told.append("The text sets no review of the scheme")
    told.extend(origin(force))
    told.append(f"Its aims: {'; '.join(head.purpose)}" if head.purpose else "It states no aim")
    told.append(
        f"Its legal basis: {and_(head.legal_basis)}" if head.legal_basis else "It states no legal basis"
    )
    if head.domestic_status:
        told.append(f"Of its standing at home: {head.domestic_status}")
    if head.automation is not None:
        weight = f"; its weight in decisions is {head.automation.weight}" if head.automation.weight else ""
        told.append(f"Whether it uses artificial intelligence: {head.automation.uses_ai}{weight}")
    kept = and_(map(plain, head.baseline.keeps)) if head.baseline.keeps else "nothing that is named"
    told.append(f"Without it, the ordinary law keeps: {kept}")
    told.extend(unsaid(force, {"reviewed_every": "whether the scheme is ever reviewed"}))
    if "left_out" in head.model_fields_set and not head.left_out:
        told.append("The file leaves nothing of the rules out")
    told.extend(
        unsaid(
            head,
            {
                "automation": "what part a machine has in it",
                "left_out": "what of the rules the file leaves out",
            },
        )
    )
    page.say(*told, title="What it is")
    page.section(
        "Left out", ((where(part, part.what), [part.why, pushes_words(part)]) for part in head.left_out)
    )
