"""Several sources in one mention: the parts of a list, and what they are together."""

from __future__ import annotations

from lagebild.reading.actors.heads import number_of
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.names import bare
from lagebild.reading.actors.scene import Scene


def parts_of_list(scene: Scene, numbers: list[int]) -> list[list[int]]:
    """The parts of a list of sources; one part where "und" or "and" only joins words inside a name or complement."""
    lexicon, words = scene.lexicon, scene.words
    vocabulary = lexicon.actors.words
    ands = [at for at, i in enumerate(numbers) if words[i].lower in vocabulary.conjunctions]
    ands = [at for at in ands if 0 < at < len(numbers) - 1 and numbers[at] not in scene.naming_at]
    ands = [at for at in ands if numbers[at] not in scene.body_at]
    if words[numbers[0]].lower in vocabulary.pairs and len(numbers) > 2:
        return [part for part in _cut_at_commas(scene, numbers[1:]) if part]
    if not ands:
        return [numbers]
    at = ands[-1]
    left, right = numbers[:at], numbers[at + 1 :]
    complement = any(n and words[i].lower in vocabulary.of_words for n, i in enumerate(left))
    opener = words[right[0]]
    opens = (
        opener.lower in lexicon.actors.articles
        or opener.lower in vocabulary.plural_words
        or number_of(opener, lexicon) is not None
        or right[0] in scene.naming_at
    )
    if complement and not opens:
        return [numbers]
    return [part for part in (*_cut_at_commas(scene, left), right) if part]


def _cut_at_commas(scene: Scene, numbers: list[int]) -> list[list[int]]:
    """The phrases of a list; a comma before something else is an apposition's."""
    parts, begin = [], 0
    for at, i in enumerate(numbers[:-1]):
        second = scene.words[i].lower in scene.lexicon.actors.words.pairs
        if second or (scene.words[i].text == "," and _opens_phrase(scene, numbers[at + 1])):
            parts.append(numbers[begin:at])
            begin = at + 1
    return [*parts, numbers[begin:]]


def _opens_phrase(scene: Scene, number: int) -> bool:
    word = scene.words[number]
    return word.lower in scene.lexicon.actors.articles or number_of(word, scene.lexicon) is not None


def many(scene: Scene, numbers: list[int], parts: list[Mention]) -> Mention:
    """Several sources in one mention: unnamed if all of them are, counted if one of them is."""
    anonymous = all(part.anonymous for part in parts)
    counts = [part.count for part in parts]
    words = [scene.words[i] for i in numbers]
    singles = any(c is not None for c in counts) and anonymous
    total = sum(c if c is not None else 1 for c in counts) if singles and _all_counted(parts, scene) else None
    return Mention(
        spans=(),
        text="",
        type="many",
        genders="p",
        head=parts[-1].head,
        modifiers=tuple(bare(w.lower) for w in words),
        anonymous=anonymous,
        count=total,
    )


def _all_counted(parts: list[Mention], scene: Scene) -> bool:
    """Whether each part is counted or a single one ("ein Diplomat")."""
    return all(part.count is not None or "p" not in part.genders or len(part.genders) > 1 for part in parts)
