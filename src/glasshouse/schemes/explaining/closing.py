"""The close: the sources that the file names, its remarks, and how many of its numbers are sourced."""

from __future__ import annotations

from glasshouse.ground.telling import sentence
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.origins import origins_told

__all__ = ["tell_counts", "tell_references", "tell_remarks"]


def tell_references(scheme: Scheme, voice: Voice, page: Page) -> None:
    """The sources, each with how it was read."""
    if scheme.references:
        page.title("Sources")
        for source in scheme.references:
            parts = [f"{source.id} ({source.kind}): {source.cite}"]
            if source.url:
                parts.append(source.url)
            how = [
                f"read {source.read.isoformat()}" if source.read else "",
                f"via {source.via}" if source.via else "",
            ]
            how.append(f"confidence {source.confidence}" if source.confidence else "")
            parts.append(", ".join(part for part in how if part))
            if source.note:
                parts.append(source.note)
            page.wrap(". ".join(part.rstrip(".") for part in parts if part) + ".", "  ", "    ")


def tell_remarks(scheme: Scheme, voice: Voice, page: Page) -> None:
    """The footnotes; this comes after all that can make one."""
    if voice.remarks:
        page.title("Notes")
        for number, note in enumerate(voice.remarks, 1):
            page.wrap(f"[{number}] {sentence(note)}", "  ", "    ")


def tell_counts(scheme: Scheme, voice: Voice, page: Page) -> None:
    """Where its numbers were read, and what this text is not."""
    page.gap()
    page.wrap(origins_told(scheme))
    page.wrap("This is the file read aloud. It is not legal advice, and silence is not clearance.")
