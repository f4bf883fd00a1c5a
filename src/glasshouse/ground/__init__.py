"""The ground floor: errors, units, quantities, sources, files, documents, registers, luck and provenance.

Every other floor stands on this one; it imports none of them.
"""

from __future__ import annotations

__all__: list[str] = []
