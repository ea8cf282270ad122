"""Attributions that may share words, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.model import Attribution

_STRETCH = 2000


class Near:
    """Attributions by the stretches of text that their contents touch: a long text has thousands of them."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._by_stretch: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            for stretch in self._stretches(attribution):
                self._by_stretch.setdefault(stretch, []).append(attribution)

    def near(self, attribution: Attribution) -> list[Attribution]:
        """All whose content may share words with that of ``attribution``, some of them more than once."""
        return [a for stretch in self._stretches(attribution) for a in self._by_stretch.get(stretch, ())]

    @staticmethod
    def _stretches(attribution: Attribution) -> range:
        return range(attribution.content[0][0] // _STRETCH, attribution.content[-1][1] // _STRETCH + 1)
