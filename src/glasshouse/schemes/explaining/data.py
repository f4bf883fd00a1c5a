"""The data: which sources write records, with whom they are shared, and how long they are kept."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme, Sharing, Source
from glasshouse.schemes.phrases import and_, plain

__all__ = ["tell_data"]


def tell_data(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a source or sharing, then what holds for all records."""
    data = scheme.data
    page.title("What it knows")
    for source in data.sources:
        page.item(*_source(source, voice))
    for sharing in data.sharing:
        page.item(*_sharing(sharing, voice))
    told = []
    if data.keeps is not None:
        told.append(f"Records are kept {voice.lasting(data.keeps, data, 'keeps')} after they end")
    elif "keeps" in data.model_fields_set:
        told.append("The text sets no limit to how long records are kept")
    access = {
        "none": "One cannot see one's own file",
        "on-request": "One can see one's own file on request",
        "standing": "One can see one's own file at any time",
    }
    if data.access is not None:
        told.append(access[data.access])
    told.extend(origin(data))
    told.extend(
        unsaid(data, {"keeps": "how long records are kept", "access": "whether one can see one's own file"})
    )
    page.say(*told)


def _source(source: Source, voice: Voice) -> Entry:
    told = [f"The {plain(source.kind)} writes records"]
    told.append(
        "It came with the scheme" if source.installed_by_scheme else "It was there without the scheme"
    )
    if source.special:
        told.append(f"It holds specially protected data: {and_(source.special)}")
    if source.register_keeps is not None:
        told.append(
            f"Its own register keeps them {voice.lasting(source.register_keeps, source, 'register_keeps')}"
        )
    told.extend(origin(source))
    told.extend(unsaid(source, {"register_keeps": "how long its own register keeps them"}))
    return where(source, source.id), told


def _sharing(sharing: Sharing, voice: Voice) -> Entry:
    basis = f"allowed by {sharing.legal_basis}" if sharing.legal_basis else "with no legal basis stated"
    return where(sharing, f"To {sharing.to}"), [
        f"Shared in order to {sharing.purpose}, {basis}",
        f"It arrives after {voice.number(sharing.delay, sharing, 'delay')}",
        *origin(sharing),
    ]
