"""Persons named in a source mention: as its head, in apposition to it, and the role the mention gives them."""

from __future__ import annotations

from lagebild.model import ActorRef
from lagebild.reading.actors.heads import CLAUSE_STARTS, STOPS, core_of
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.names import Naming, bare
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE, Sort


def named_person(scene: Scene, numbers: list[int]) -> Mention | None:
    """A person whom the phrase names as its head or in apposition to its head."""
    chunk = core_of(scene, numbers)
    naming = scene.naming_at.get(chunk[-1])
    german = scene.lexicon.language == "de"
    led = naming is not None and any(_is_noun(scene, i) for i in chunk if i < naming[0].first)
    genitive = german and naming is not None and led and is_owner(scene, naming[0])
    if naming is None or naming[0].last != chunk[-1] + 1 or genitive or _is_modifier(scene, naming[0], numbers):
        naming = _in_apposition(scene, numbers, chunk)
    if naming is None:
        return None
    found, at = naming
    person = scene.persons[at]
    role = _role(scene, numbers, found)
    return Mention(
        spans=(),
        text="",
        type="person",
        genders=person.gender,
        head=bare(scene.words[found.last - 1].lower),
        short=len(found.name.split()) == 1 and role is None,
        ref=ActorRef(person.key, person.name, "person"),
        role=role,
        person=at,
    )


def _is_noun(scene: Scene, number: int) -> bool:
    """Whether the word is a people or body noun."""
    return bool(scene.lexicon.sort_of(scene.words[number].lower) & (PEOPLE | Sort.BODY))


def _is_modifier(scene: Scene, naming: Naming, numbers: list[int]) -> bool:
    """A name that only tells whose or which: "Donald Trump’s campaign", "Merkels Regierung"."""
    following = scene.words[naming.last] if naming.last < len(scene.words) and naming.last in numbers else None
    return following is not None and following.text[0].isalnum() and not _relates(scene, naming.last)


def _relates(scene: Scene, number: int) -> bool:
    vocabulary = scene.lexicon.actors.words
    lower = scene.words[number].lower
    return lower in vocabulary.of_words or lower in CLAUSE_STARTS or lower in vocabulary.prepositions


def _in_apposition(scene: Scene, numbers: list[int], chunk: list[int]) -> tuple[Naming, int] | None:
    """The name behind a role and a comma: "der Vorsitzende des Ausschusses, Hans Weber"."""
    if not any(scene.lexicon.sort_of(scene.words[i].lower) & PEOPLE for i in chunk):
        return None
    after_comma = False
    for i in numbers:
        naming = scene.naming_at.get(i)
        if after_comma and naming is not None and naming[0].full:
            return naming
        sort = scene.lexicon.sort_of(scene.words[i].lower)
        after_comma = scene.words[i].text == "," or (after_comma and bool(sort & (PEOPLE | Sort.TITLE)))
    return _name_behind_complement(scene, numbers, chunk)


def _name_behind_complement(scene: Scene, numbers: list[int], chunk: list[int]) -> tuple[Naming, int] | None:
    """The name that ends a phrase: "der Chef des Verwaltungsrats Hans Weber", but not "des Ministers Hans Weber"."""
    naming = scene.naming_at.get(numbers[-1])
    if naming is None or not naming[0].full or naming[0].first - 1 <= chunk[-1] + 1:
        return None
    before = scene.words[naming[0].first - 1]
    vocabulary = scene.lexicon.actors.words
    inner = scene.lexicon.sort_of(before.lower) & (PEOPLE | Sort.TITLE) or before.lower in vocabulary.of_words
    if inner or before.lower in vocabulary.conjunctions or not before.text[:1].isupper():
        return None
    return naming if scene.lexicon.language == "de" else None


def _role(scene: Scene, numbers: list[int], naming: Naming) -> str | None:
    """What the phrase says besides the name: title or function, without article and brackets."""
    before = [i for i in numbers if i < naming.first]
    after = [i for i in numbers if i >= naming.last]
    while before and scene.words[before[0]].lower in scene.lexicon.actors.articles:
        before = before[1:]
    if after and scene.words[after[0]].text == ",":
        part = after[1:]
        while part and scene.words[part[0]].lower in scene.lexicon.actors.articles:
            part = part[1:]
        after = part if part and scene.words[part[0]].lower not in CLAUSE_STARTS else []
    else:
        after = []
    if all(scene.words[i].lower in scene.lexicon.actors.words.courtesies or scene.words[i].text == "." for i in before):
        before = []
    stop = next((n for n, i in enumerate(after) if scene.words[i].text in STOPS), len(after))
    return _words_of(scene, before) or _words_of(scene, after[:stop])


def _words_of(scene: Scene, numbers: list[int]) -> str | None:
    """The text of the words without marks at the end, if there is a word among them."""
    while numbers and not scene.words[numbers[-1]].text[-1].isalnum():
        numbers = numbers[:-1]
    if not any(scene.words[i].text[0].isalpha() for i in numbers):
        return None
    return scene.text[scene.words[numbers[0]].start : scene.words[numbers[-1]].end]


def is_owner(scene: Scene, naming: Naming) -> bool:
    """Whether a name is in the genitive: "Gordons Aussagen", "Trump’s statement"."""
    last = scene.words[naming.last - 1]
    person = scene.persons[scene.naming_at[naming.first][1]]
    return last.end > naming.end or (scene.lexicon.language == "de" and last.text == person.name.split()[-1] + "s")
