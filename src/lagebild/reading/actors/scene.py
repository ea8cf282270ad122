"""A report seen for its actors: words, sentences, quotations, named persons and known bodies, found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct, structs

from lagebild.model import Span
from lagebild.reading.actors.bodies import BodyNaming, find_bodies
from lagebild.reading.actors.names import Naming, Person, find_persons
from lagebild.reading.actors.tables import Lexicon
from lagebild.reading.segment import Word, find_quotations, find_words


class Scene(Struct, frozen=True):
    """What every step asks about a report. Maps from word numbers: ``person_at`` to persons, ``body_at`` to bodies."""

    text: str
    lexicon: Lexicon
    words: list[Word]
    starts: list[int]
    sentences: list[int]
    quotes: list[Span]
    persons: list[Person]
    bodies: list[BodyNaming]
    naming_at: dict[int, tuple[Naming, int]]
    body_at: dict[int, BodyNaming]
    counts: dict[str, int]

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Numbers of the words of which ``text[start:end]`` holds a part, half open."""
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < len(self.words) and self.words[first].end <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end))

    def sentence(self, at: int) -> int:
        """Number of the sentence at the position ``at``."""
        return bisect_right(self.sentences, at) - 1

    def quoted(self, at: int) -> bool:
        """Whether the position is inside quotation marks."""
        found = bisect_right(self.quotes, (at, len(self.text) + 1)) - 1
        return found >= 0 and self.quotes[found][0] <= at < self.quotes[found][1]


def view(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> Scene:
    """The scene of a report."""
    words = find_words(text)
    counts: dict[str, int] = {}
    for word in words:
        counts[word.text] = counts.get(word.text, 0) + 1
    scene = Scene(
        text=text,
        lexicon=lexicon,
        words=words,
        starts=[word.start for word in words],
        sentences=[start for start, _ in sorted(sentences)] or [0],
        quotes=_outermost(text),
        persons=[],
        bodies=find_bodies(words, lexicon),
        naming_at={},
        body_at={},
        counts=counts,
    )
    return with_names(scene, ())


def with_names(scene: Scene, names: Sequence[Span]) -> Scene:
    """The scene with its persons, ``names`` being spans known to name some."""
    known = scene.lexicon.first_names
    extra = [_naming(scene.words, scene.starts, span, scene.text, known) for span in sorted(set(names))]
    persons = find_persons(scene.words, scene.lexicon, extra)
    naming_at = {i: (n, at) for at, p in enumerate(persons) for n in p.namings for i in range(n.first, n.last)}
    bodies = [b for b in scene.bodies if not any(i in naming_at for i in range(b.first, b.last))]
    return structs.replace(
        scene,
        persons=persons,
        bodies=bodies,
        naming_at=naming_at,
        body_at={i: body for body in bodies for i in range(body.first, body.last)},
    )


def _naming(words: Sequence[Word], starts: list[int], span: Span, text: str, first_names: dict[str, str]) -> Naming:
    first, last = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    gender = first_names.get(words[first].text, "mf")
    return Naming(first, last, span[0], span[1], text[span[0] : span[1]], gender, last - first > 1)


def _outermost(text: str) -> list[Span]:
    found: list[Span] = []
    for span in sorted(q.outer for q in find_quotations(text)):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found
