"""Notice: whether those concerned are told, when, and why."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.targets import target
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Notice, Scheme

__all__ = ["tell_notice"]


def tell_notice(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a notice; that there is none is said, too."""
    page.section("Notice", ((where(item), _notice(item, voice)) for item in scheme.notice))
    if not scheme.notice:
        page.say("Nothing is said of telling those concerned.", title="Notice")


def _notice(item: Notice, voice: Voice) -> list[str]:
    due = {
        "before-effect": "are told before it takes effect",
        "after": "are told afterwards",
        "none": "are not told",
    }
    told = [f"Those concerned by {target(item.for_)} {due[item.due]}"]
    if item.days is not None:
        told.append(f"Days between: {voice.number(item.days, item, 'days')}")
    for flag, yes, no in (
        (item.reasons, "Reasons are given", "No reasons are given"),
        (
            item.contrastive,
            "They are told what would have changed the outcome",
            "They are not told what would have changed the outcome",
        ),
    ):
        if flag is not None:
            told.append(yes if flag else no)
    return [*told, *origin(item), *unsaid(item, {"reasons": "whether reasons are given"})]
