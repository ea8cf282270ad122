"""What a source mention says by its own words: pronoun, person, body, role, or unnamed people; and whom it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct, structs

from lagebild.model import ActorKind, ActorRef, Span, Spans, cover
from lagebild.reading.actors.bodies import country_of_adjective
from lagebild.reading.actors.names import Naming, bare, slug
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort, kind_of
from lagebild.reading.segment import Word

MentionType = Literal[
    "pronoun", "relative", "person", "body", "spokes", "role", "unnamed", "container", "document", "many", "other"
]
_MARKS = frozenset("\"'„“”‚‘’»«›‹")
_STOPS = frozenset({",", "(", ":", "–", "--"})
_PERSONS_AND_NUMBERS = "mfnp"
_ENDING = re.compile(r"(?:e|en|er|es|em)$")
# "He’ll", "she's": the source is the pronoun.
_CONTRACTION = re.compile(r"['’]")
_CLAUSE_STARTS = frozenset({"who", "which", "that", "whose", "familiar", "briefed", "close", "speaking"})
_NOUN_ENDINGS = ("ung", "ungen", "ion", "ionen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tät")
_PLURAL_ENDINGS = ("e", "en", "er", "ner", "ler", "äte", "iker", "ige", "isten", "leute", "schaften")
_LONGEST_SHORT = 3
_LONGEST_ACRONYM = 5


class Mention(Struct, frozen=True):
    """A source mention taken apart.

    ``genders`` holds what it can agree with: "m", "f", "n" and "p" for the plural. ``head`` is its noun, ``modifiers``
    the words between article and noun, all in lower case. ``short``: definite, and no more than a noun or a last name.
    ``owned``: what somebody said stands for who said it ("Angaben der Polizei").
    """

    spans: Spans
    text: str
    type: MentionType
    genders: str = _PERSONS_AND_NUMBERS
    head: str = ""
    modifiers: tuple[str, ...] = ()
    short: bool = False
    anonymous: bool = False
    count: int | None = None
    ref: ActorRef | None = None
    role: str | None = None
    person: int | None = None
    owned: bool = False

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the mention ends."""
        return self.spans[-1][1]


def read_mention(scene: Scene, spans: Spans) -> Mention:
    """The mention at ``spans`` by its own words, with the persons and bodies that the scene knows."""
    parts = [_trim(scene, list(range(*scene.word_range(start, end)))) for start, end in spans]
    numbers = [i for part in parts for i in part]
    read = _read(scene, _trim(scene, numbers))
    if len(parts) > 1 and read.type != "person":
        read = _many(scene, numbers, [_read(scene, part) for part in parts])
    return structs.replace(read, spans=spans, text=cover(scene.text, spans))


def _trim(scene: Scene, numbers: list[int]) -> list[int]:
    """Without marks around it, nor a preposition in front."""
    words = scene.words
    while numbers and not words[numbers[-1]].text[0].isalnum() and words[numbers[-1]].text != ")":
        numbers = numbers[:-1]
    while numbers and (
        not words[numbers[0]].text[0].isalnum()
        or (len(numbers) > 1 and words[numbers[0]].lower in scene.lexicon.actors.words.prepositions)
    ):
        numbers = numbers[1:]
    return numbers


def _read(scene: Scene, numbers: list[int]) -> Mention:
    blank = Mention((), "", "other")
    if not numbers:
        return blank
    lexicon, words = scene.lexicon, [scene.words[i] for i in numbers]
    vocabulary = lexicon.actors.words
    first = _CONTRACTION.split(words[0].lower)[0]
    if len(words) == 1:
        if first in lexicon.actors.pronouns and not (words[0].text.isupper() and len(first) > 1):
            return structs.replace(blank, type="pronoun", genders=lexicon.actors.pronouns[first], head=first)
        if first in vocabulary.relatives:
            article = lexicon.actors.articles.get(first, _PERSONS_AND_NUMBERS)
            return structs.replace(blank, type="relative", genders=article, head=first)
    if (first in vocabulary.no_actor and len(words) == 1) or first in vocabulary.reflexives:
        return blank
    if first in lexicon.actors.possessives and lexicon.sort_of(_head(scene, numbers).lower) & Sort.CONTAINER:
        return structs.replace(blank, type="pronoun", genders=lexicon.actors.possessives[first], head=first)
    return _read_phrase(scene, numbers)


def _counts_some(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a phrase picks some out of more: "einer der Diplomaten", "one of them"."""
    return (
        len(words) > 2
        and (words[0].lower in lexicon.actors.numbers or words[0].text.isdecimal())
        and words[1].lower in {"of", "der", "von", "dieser"}
    )


def _read_phrase(scene: Scene, numbers: list[int]) -> Mention:
    lexicon, words = scene.lexicon, [scene.words[i] for i in numbers]
    if _counts_some(words, lexicon):
        return _partitive(scene, numbers)
    parts = _coordinated(scene, numbers)
    if len(parts) > 1:
        return _many(scene, numbers, [_read_phrase(scene, part) for part in parts if part])
    named = _named_person(scene, numbers)
    if named is not None:
        return named
    chunk = _chunk(scene, numbers)
    head = _head(scene, chunk)
    sort = _sort_of_head(head, lexicon)
    base = Mention(
        spans=(),
        text="",
        type="other",
        genders=_genders(scene, chunk, head),
        head=head.lower,
        modifiers=_modifiers(scene, chunk, head),
    )
    if known := _known_body(scene, chunk, head, sort):
        return structs.replace(base, type="body", ref=known, genders=base.genders if "p" in base.genders else "fmn")
    for wanted, reader in (
        (Sort.SPOKES, _spokesperson),
        (Sort.CONTAINER, _container),
        (Sort.UNNAMED | Sort.ROLE, _people),
        (Sort.BODY, _body),
        (Sort.DOCUMENT, _document),
    ):
        if sort & wanted:
            return reader(scene, numbers, chunk, base, sort)
    return _other(scene, numbers, chunk, base)


def _sort_of_head(head: Word, lexicon: Lexicon) -> int:
    return lexicon.sort_of(bare(head.lower))


def _partitive(scene: Scene, numbers: list[int]) -> Mention:
    """A number of unnamed people out of more."""
    words = [scene.words[i] for i in numbers]
    rest = _read(scene, _without_articles(scene, numbers[2:]))
    number = _number(words[0], scene.lexicon) or 1
    genders = "p" if number > 1 else ("f" if words[0].lower == "eine" else "mf")
    return Mention(
        spans=(),
        text="",
        type="unnamed",
        genders=genders,
        head=rest.head,
        short=True,
        anonymous=True,
        count=number,
    )


def _without_articles(scene: Scene, numbers: list[int]) -> list[int]:
    articles = scene.lexicon.actors.articles
    return [i for at, i in enumerate(numbers) if at or scene.words[i].lower not in articles] or numbers


def _coordinated(scene: Scene, numbers: list[int]) -> list[list[int]]:
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
        or _number(opener, lexicon) is not None
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
    return word.lower in scene.lexicon.actors.articles or _number(word, scene.lexicon) is not None


def _many(scene: Scene, numbers: list[int], parts: list[Mention]) -> Mention:
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


def _chunk(scene: Scene, numbers: list[int]) -> list[int]:
    """The phrase up to its first complement, apposition or clause."""
    vocabulary = scene.lexicon.actors.words
    for at, i in enumerate(numbers):
        word = scene.words[i]
        if not at or i in scene.naming_at or (i in scene.body_at and scene.body_at[i].first < i):
            continue
        stops = word.text in _STOPS or word.lower in vocabulary.of_words or word.lower in vocabulary.similes
        if stops or (scene.lexicon.language != "de" and word.lower in _CLAUSE_STARTS):
            return numbers[:at]
    return numbers


def _head(scene: Scene, numbers: list[int]) -> Word:
    """The noun: in German the first capitalised word behind articles and adjectives, in English the last word."""
    words = [scene.words[i] for i in numbers if scene.words[i].text[0].isalnum()]
    if not words:
        return scene.words[numbers[0]]
    if scene.lexicon.language != "de":
        return words[-1]
    nouns = [w for w in words if w.text[:1].isupper()]
    nouns = [w for w in nouns if w.lower not in scene.lexicon.actors.articles or len(words) == 1]
    nouns = [w for w in nouns if w.lower not in scene.lexicon.actors.words.plural_words] or nouns
    nouns = [w for w in nouns if not _adjective(w, words, scene)] or nouns
    owners = {scene.words[i].start for i in numbers if i in scene.naming_at and i != numbers[-1]}
    nouns = [w for w in nouns if w.start not in owners] or nouns
    return nouns[0] if nouns else words[-1]


def _adjective(word: Word, words: Sequence[Word], scene: Scene) -> bool:
    """A capitalised adjective in front of a noun: at the head of a sentence, or "Deutsche"."""
    lower = word.lower
    inflected = lower.endswith(("e", "en", "er", "es", "em"))
    if country_of_adjective(lower, scene.lexicon) and word is not words[-1]:
        return True
    return word is words[0] and len(words) > 1 and inflected and not scene.lexicon.sort_of(lower)


def _modifiers(scene: Scene, chunk: list[int], head: Word) -> tuple[str, ...]:
    articles = scene.lexicon.actors.articles
    found = [bare(scene.words[i].lower) for i in chunk if scene.words[i] is not head]
    return tuple(w for w in found if w[0].isalnum() and w not in articles)


def _number(word: Word, lexicon: Lexicon) -> int | None:
    """The number that a word is, articles left out."""
    if word.text.isdecimal() and len(word.text) < _LONGEST_NUMBER:
        return int(word.text)
    found = lexicon.actors.numbers.get(word.lower)
    if not found or word.lower in lexicon.actors.articles:
        return None
    return found


_LONGEST_NUMBER = 5


def _count(scene: Scene, chunk: list[int]) -> int | None:
    return next((n for i in chunk if (n := _number(scene.words[i], scene.lexicon)) is not None), None)


def _genders(scene: Scene, chunk: list[int], head: Word) -> str:
    """Gender and number of a phrase, from its article, numerals and noun, as far as they tell."""
    lexicon = scene.lexicon
    lower, first = bare(head.lower), scene.words[chunk[0]].lower
    words = [scene.words[i].lower for i in chunk]
    if any((_number(scene.words[i], lexicon) or 0) > 1 for i in chunk) or words[0] in lexicon.actors.words.plural_words:
        return "p"
    by_noun = _genders_of_noun(lower, lexicon)
    by_article = lexicon.actors.articles.get(first)
    if lexicon.language == "de":
        if by_article is None:
            return "p" if by_noun == "mp" else by_noun
        if first == "der" and len(chunk) > 1 and not by_noun.startswith("m"):
            return "p" if by_noun == "p" else "f"
        if first in {"der", "dieser"} and len(words) > 2 and words[1].endswith("en") and words[1] != lower:
            return "p" if "m" in by_noun else "fp"
    both = "".join(g for g in by_noun if by_article is None or g in by_article)
    return both or by_noun


def _genders_of_noun(lower: str, lexicon: Lexicon) -> str:
    bodies, vocabulary = lexicon.actors.bodies, lexicon.actors.words
    for gender, listed in (("p", bodies.p), ("f", bodies.f), ("n", bodies.n), ("m", bodies.m)):
        if lexicon.ending(lower, listed):
            return gender if lexicon.language == "de" else gender.replace("n", "np")
    sort = lexicon.sort_of(lower)
    if lexicon.language != "de":
        if lower in vocabulary.feminine:
            return "f"
        if lower in vocabulary.masculine:
            return "m"
        if (lower.endswith("s") and sort & Sort.UNNAMED) or lower in {"people", "police", "women", "men", "media"}:
            return "p"
        return "mf" if sort & PEOPLE else "n"
    if lower in vocabulary.feminine or (lower.endswith("in") and sort & PEOPLE):
        return "f"
    if sort & PEOPLE:
        return "p" if lower.endswith(("leute", "leuten", "kreise", "kreisen", "quellen")) else "mp"
    if lower.endswith(("ung", "heit", "keit", "schaft", "tion", "tät", "ei")):
        return "f"
    return "mfnp"


def _named_person(scene: Scene, numbers: list[int]) -> Mention | None:
    """A person whom the phrase names as its head or in apposition to its head."""
    chunk = _chunk(scene, numbers)
    naming = scene.naming_at.get(chunk[-1])
    german = scene.lexicon.language == "de"
    led = naming is not None and any(_is_noun(scene, i) for i in chunk if i < naming[0].first)
    genitive = german and naming is not None and led and _owns(scene, naming[0])
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
    return lower in vocabulary.of_words or lower in _CLAUSE_STARTS or lower in vocabulary.prepositions


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
        after = part if part and scene.words[part[0]].lower not in _CLAUSE_STARTS else []
    else:
        after = []
    if all(scene.words[i].lower in scene.lexicon.actors.words.courtesies or scene.words[i].text == "." for i in before):
        before = []
    stop = next((n for n, i in enumerate(after) if scene.words[i].text in _STOPS), len(after))
    return _covered(scene, before) or _covered(scene, after[:stop])


def _covered(scene: Scene, numbers: list[int]) -> str | None:
    """The text of the words without marks at the end, if there is a word among them."""
    while numbers and not scene.words[numbers[-1]].text[-1].isalnum():
        numbers = numbers[:-1]
    if not any(scene.words[i].text[0].isalpha() for i in numbers):
        return None
    return scene.text[scene.words[numbers[0]].start : scene.words[numbers[-1]].end]


def _known_body(scene: Scene, chunk: list[int], head: Word, sort: int) -> ActorRef | None:
    """The body or state that the phrase is, if a table knows it or the text gave it an acronym."""
    last = next(i for i in reversed(chunk) if scene.words[i].text[0].isalnum())
    hit = scene.body_at.get(last)
    words = [scene.words[i] for i in chunk]
    if hit is not None and hit.last == last + 1:
        rest = [i for i in chunk if i < hit.first and scene.words[i].lower not in scene.lexicon.actors.articles]
        kinds = [scene.lexicon.sort_of(scene.words[i].lower) for i in rest]
        if not any(kind & PEOPLE or kind & Sort.CONTAINER for kind in kinds) and not sort & Sort.CONTAINER:
            return body_ref(scene, hit.key, hit.start, hit.end)
    plain = " ".join(bare(w.text) for w in words if w.lower not in scene.lexicon.actors.articles)
    code = scene.lexicon.seats.get(plain)
    if code is None and len(words) == 1 and scene.lexicon.language == "de":
        code = scene.lexicon.seats.get(plain.removesuffix("s"))
    return body_ref(scene, f"state:{code}", words[0].start, words[-1].end) if code else None


def body_ref(scene: Scene, key: str, start: int, end: int) -> ActorRef:
    """The actor of a known body; one without a name in the tables is shown as the text has it."""
    name = scene.lexicon.display.get(key) or scene.text[start:end]
    return ActorRef(key, name, kind_of(key))


def _complement(scene: Scene, numbers: list[int], chunk: list[int]) -> list[int]:
    """The words behind the phrase and its "of"."""
    rest = numbers[len(chunk) :]
    if not rest or scene.words[rest[0]].lower not in scene.lexicon.actors.words.of_words:
        return []
    return rest if scene.words[rest[0]].lower in scene.lexicon.actors.articles else rest[1:]


def _body_behind(scene: Scene, numbers: list[int], chunk: list[int]) -> Mention | None:
    """The body that a phrase belongs to ("ein Sprecher des Ministeriums"), with its actor if that is known."""
    rest = _complement(scene, numbers, chunk)
    if not rest:
        return None
    read = _read_phrase(scene, rest)
    return read if read.type == "body" or (read.type == "person" and len(rest) > 0) else None


def _body_before(scene: Scene, chunk: list[int], head: Word, ending: str | None) -> ActorRef | bool:
    """The body in front of a noun or in its compound ("Polizeisprecher", "a White House spokesman"), if it is named."""
    lexicon = scene.lexicon
    for i in chunk:
        if i in scene.body_at and scene.words[i] is not head:
            hit = scene.body_at[i]
            return body_ref(scene, hit.key, hit.start, hit.end)
    if lexicon.language == "de" and ending and head.lower != ending:
        prefix = head.text[: -len(ending)].rstrip("-")
        for form in (prefix, prefix.removesuffix("s")):
            if forms := [key for words, key in lexicon.known.get(form, ()) if len(words) == 1]:
                return body_ref(scene, forms[0], head.start, head.end)
        return bool(prefix)
    return any(
        lexicon.sort_of(bare(scene.words[i].lower)) & Sort.BODY or (scene.words[i].text[:1].isupper() and n > 0)
        for n, i in enumerate(chunk)
        if scene.words[i] is not head and scene.words[i].lower not in lexicon.actors.articles
    )


def _spokesperson(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """A spokesman: the body vouches where one is named."""
    head = _head(scene, chunk)
    role = scene.text[head.start : head.end]
    behind = _body_behind(scene, numbers, chunk)
    if behind is not None:
        ref = behind.ref if behind.type == "body" else None
        return structs.replace(base, type="spokes", ref=ref, role=role)
    ending = scene.lexicon.ending(head.lower, scene.lexicon.actors.words.spokespersons)
    before = _body_before(scene, chunk, head, ending)
    ref = before if isinstance(before, ActorRef) else None
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    named = bool(before) or bool(_complement(scene, numbers, chunk))
    return structs.replace(
        base, type="spokes", ref=ref, role=role, anonymous=not named and not definite, short=definite and ref is None
    )


def _container(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """What somebody said: whose it is; else nobody's, or a certain paper."""
    head = _head(scene, chunk)
    rest = _complement(scene, numbers, chunk)
    owners = scene.lexicon.actors.words.owner_words
    if rest and scene.words[numbers[len(chunk)]].lower in owners:
        owner = _read_phrase(scene, rest)
        if owner.type != "other" or owner.ref:
            return structs.replace(owner, owned=True)
        if not owner.anonymous:
            return structs.replace(base, type="container")
    ending = scene.lexicon.ending(head.lower, scene.lexicon.actors.words.containers)
    owner_naming = next((scene.naming_at[i] for i in chunk if i in scene.naming_at), None)
    if owner_naming is not None and _owns(scene, owner_naming[0]):
        person = scene.persons[owner_naming[1]]
        ref = ActorRef(person.key, person.name, "person")
        return structs.replace(base, type="container", ref=ref)
    before = _body_before(scene, chunk, head, ending)
    if isinstance(before, ActorRef) and not before.id.startswith("state:"):
        return structs.replace(base, type="container", ref=before)
    first = scene.words[chunk[0]].lower
    definite = first in scene.lexicon.actors.words.definite
    named = _compound_of_body(scene, head, ending) or (bool(before) and scene.lexicon.language != "de")
    return structs.replace(
        base,
        type="container",
        anonymous=not definite and not named,
        count=_count(scene, chunk) if not definite and not named else None,
        short=definite and len(numbers) <= _LONGEST_SHORT and not rest,
    )


def _owns(scene: Scene, naming: Naming) -> bool:
    """Whether a name is in the genitive: "Gordons Aussagen", "Trump’s statement"."""
    last = scene.words[naming.last - 1]
    person = scene.persons[scene.naming_at[naming.first][1]]
    return last.end > naming.end or (scene.lexicon.language == "de" and last.text == person.name.split()[-1] + "s")


def _compound_of_body(scene: Scene, head: Word, ending: str | None) -> bool:
    """Whether the first part of a compound is a body: "Polizeiangaben", "OSZE-Bericht"."""
    if scene.lexicon.language != "de" or not ending or head.lower == ending:
        return False
    prefix = head.text[: -len(ending)].rstrip("-")
    sort = scene.lexicon.sort_of(prefix.lower()) | scene.lexicon.sort_of(prefix.lower().removesuffix("s"))
    plural = scene.lexicon.ending(prefix.lower(), scene.lexicon.actors.bodies.p) is not None
    return "-" in head.text or (bool(sort & Sort.BODY) and not plural)


def _people(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """Unnamed people; with an article somebody who holds a role is no unnamed source."""
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    behind = _body_behind(scene, numbers, chunk)
    role = bool(sort & Sort.ROLE) and not (sort & Sort.UNNAMED)
    single = "p" not in base.genders or len(base.genders) > 1
    anonymous = (behind is None or behind.type != "body" or behind.anonymous) and not (role and definite and single)
    return structs.replace(
        base,
        type="role" if role else "unnamed",
        anonymous=anonymous,
        count=_count(scene, chunk) if anonymous else None,
        short=definite and len(numbers) <= _LONGEST_SHORT and behind is None,
    )


def _body(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """A body that no table knows: named by its own words; several without a name are unnamed."""
    lexicon, head = scene.lexicon, _head(scene, chunk)
    definite = scene.words[chunk[0]].lower in lexicon.actors.words.definite
    lower = bare(head.lower)
    proper = _proper_part(scene, numbers, chunk, head)
    plural = lexicon.ending(lower, lexicon.actors.bodies.p) is not None
    governs = lexicon.ending(lower, lexicon.actors.bodies.governments) is not None
    indefinite = scene.words[chunk[0]].lower in lexicon.actors.words.indefinite and len(numbers) == len(chunk)
    unnamed = not proper and ((plural and not governs) or indefinite)
    kind = _body_kind(lower, lexicon)
    name = _name_of_body(scene, numbers, chunk)
    key = slug(proper if kind == "outlet" and proper else _without_inflection(name, lexicon))
    prefix = {"government": "gov", "organisation": "org", "group": "group", "outlet": "outlet"}[kind]
    bare_noun = len(numbers) <= 2 and not proper
    return structs.replace(
        base,
        type="body",
        anonymous=unnamed,
        count=_count(scene, chunk) if unnamed else None,
        ref=None
        if unnamed or not key or (kind == "outlet" and not proper)
        else ActorRef(f"{prefix}:{key}", name, kind),
        short=definite and bare_noun,
    )


def _body_kind(lower: str, lexicon: Lexicon) -> ActorKind:
    bodies = lexicon.actors.bodies
    if lexicon.ending(lower, bodies.outlets):
        return "outlet"
    if lexicon.ending(lower, bodies.governments):
        return "government"
    return "group" if lexicon.ending(lower, bodies.groups) else "organisation"


def _proper_part(scene: Scene, numbers: list[int], chunk: list[int], head: Word) -> str:
    """The proper name in a body's phrase: "Meridian" in "der Agentur Meridian" and "the Meridian agency"."""
    lexicon = scene.lexicon
    capital = [
        scene.words[i]
        for n, i in enumerate(chunk)
        if (scene.words[i].text[:1].isupper() or (n and scene.words[i].text.isdecimal()))
        and scene.words[i].lower not in lexicon.actors.articles
    ]
    if lexicon.language == "de":
        capital = [w for w in capital if w.start > head.start]
    else:
        capital = [w for w in capital if w is not head or len(capital) > 1]
        if head not in capital:
            capital = [w for w in capital if w.start < head.start]
    return " ".join(bare(w.text) for w in capital)


def _name_of_body(scene: Scene, numbers: list[int], chunk: list[int]) -> str:
    """The phrase without article and marks; a German genitive ("des Verbands") loses its ending."""
    inside = [i for i in numbers if scene.words[i].text not in {"(", ")"}]
    stop = next(
        (n for n, i in enumerate(inside) if scene.words[i].text == "," or _starts_clause(scene, i)), len(inside)
    )
    inside = inside[:stop]
    brackets = next((i for i in numbers if scene.words[i].text == "("), None)
    if brackets is not None:
        inside = [i for i in inside if i < brackets]
    genitive = bool(inside) and scene.words[inside[0]].lower == "des"
    while len(inside) > 1 and scene.words[inside[0]].lower in scene.lexicon.actors.articles:
        inside = inside[1:]
    words = [bare(scene.words[i].text) for i in inside if scene.words[i].text not in _MARKS]
    if genitive and words:
        words[0] = _nominative(words[0], scene.lexicon)
    return " ".join(words)


def _nominative(noun: str, lexicon: Lexicon) -> str:
    """A German noun without the ending of the genitive."""
    for ending in ("es", "s"):
        if noun.endswith(ending) and lexicon.sort_of(noun.lower().removesuffix(ending)):
            return noun.removesuffix(ending)
    return noun.removesuffix("s") if not noun.endswith(("ss", "us")) else noun


def _without_inflection(name: str, lexicon: Lexicon) -> str:
    """A name for an id, the same in all cases: German adjectives in front without their endings."""
    if lexicon.language != "de":
        return name
    words = name.split()
    noun = next((at for at, word in enumerate(words) if word[:1].isupper()), 0)
    return " ".join([*(_ENDING.sub("", word) for word in words[:noun]), *words[noun:]])


def _starts_clause(scene: Scene, number: int) -> bool:
    return scene.lexicon.language != "de" and scene.words[number].lower in _CLAUSE_STARTS


def _document(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    return structs.replace(base, type="document", short=definite and len(numbers) <= _LONGEST_SHORT)


def _other(scene: Scene, numbers: list[int], chunk: list[int], base: Mention) -> Mention:
    """No noun that the tables know: an acronym, a name in quotation marks, a proper name, or open."""
    lexicon = scene.lexicon
    words = [scene.words[i] for i in chunk if scene.words[i].lower not in lexicon.actors.articles]
    words = [w for w in words if w.text[0].isalnum()]
    if not words:
        return base
    start, end = words[0].start, words[-1].end
    name = " ".join(bare(w.text) for w in words)
    hit = next((scene.body_at[i] for i in numbers if i in scene.body_at and scene.words[i - 1].text == "("), None)
    if hit is not None:
        return structs.replace(base, type="body", ref=body_ref(scene, hit.key, start, end), genders="fmn")
    acronym = len(words) == 1 and 1 < len(name) <= _LONGEST_ACRONYM and name.isupper() and name.isalpha()
    site = len(words) == 1 and "." in name
    if _in_marks(scene, start, end) or site:
        return structs.replace(base, type="body", ref=ActorRef(f"outlet:{slug(name)}", name, "outlet"), genders="fmn")
    if acronym and scene.counts.get(name, 0) and not _shouted(scene, name):
        return structs.replace(base, type="body", ref=ActorRef(f"org:{slug(name)}", name, "organisation"))
    if scene.words[chunk[0]].lower in lexicon.actors.words.plural_words or _count(scene, chunk):
        share = bool(lexicon.sort_of(base.head) & Sort.NO_NAME)
        return structs.replace(base, genders="p", anonymous=True, count=None if share else _count(scene, chunk))
    indefinite = scene.words[chunk[0]].lower in lexicon.actors.words.indefinite
    return structs.replace(base, anonymous=indefinite and _body_behind(scene, numbers, chunk) is None)


def _shouted(scene: Scene, name: str) -> bool:
    """Whether a word in capitals is an ordinary name elsewhere ("WALLACE: ..." in a transcript)."""
    return name.title() in scene.counts


def _in_marks(scene: Scene, start: int, end: int) -> bool:
    return start > 0 and scene.text[start - 1] in _MARKS and scene.text[end : end + 1] in _MARKS


def lone_name(scene: Scene, spans: Spans) -> Span | None:
    """The span of a name that no table knows, where all of a mention or a part between commas is one.

    "Arni Finnsson, ein Vertreter der Umweltschützer", "die Ministerin, Roswitha Vogt".
    """
    numbers = _trim(scene, [i for start, end in spans for i in range(*scene.word_range(start, end))])
    if not numbers or len(spans) > 1:
        return None
    of_words = scene.lexicon.actors.words.of_words
    cuts = [at for at, i in enumerate(numbers) if scene.words[i].text in {",", "("} or scene.words[i].lower in of_words]
    parts = [numbers] if not cuts else [numbers[: cuts[0]], numbers[cuts[-1] + 1 :]]
    if cuts and scene.words[numbers[cuts[-1]]].text != ",":
        parts = parts[:1]
    if cuts and any(i in scene.naming_at for i in numbers):
        return None
    return next((span for part in parts if (span := _lone_part(scene, part, alone=not cuts))), None)


def _lone_part(scene: Scene, numbers: list[int], *, alone: bool) -> Span | None:
    words = [scene.words[i] for i in numbers]
    if not words or any(i in scene.body_at for i in numbers) or _is_named(scene, numbers):
        return None
    if not all(_plain_name(w, scene.lexicon) for w in words) or len(words) > _LONGEST_SHORT:
        return None
    single = len(words) == 1
    if not single and scene.lexicon.language == "de" and _inflected(words[0], scene.lexicon):
        return None
    if bare(words[0].text) in scene.lexicon.seats or (single and not (alone and _single_name(words[0], scene))):
        return None
    if _in_marks(scene, words[0].start, words[-1].end) or (single and _is_titled_or_quoted(scene, words[0].text)):
        return None
    return words[0].start, words[-1].start + len(bare(words[-1].text))


def _is_named(scene: Scene, numbers: list[int]) -> bool:
    """Whether the words are a person's name already, or the last word begins one."""
    naming = scene.naming_at.get(numbers[-1])
    return naming is not None and naming[0].last == numbers[-1] + 1


def _inflected(word: Word, lexicon: Lexicon) -> bool:
    """Whether a first word looks like an adjective ("Weiße Farmer") and is no first name."""
    return lexicon.first_name(word.text) is None and word.lower.endswith(("e", "en", "er", "es"))


def _is_titled_or_quoted(scene: Scene, name: str) -> bool:
    """Whether the word stands elsewhere with an article or in quotation marks: then it is no person's name."""
    articles = scene.lexicon.actors.articles
    return any(
        word.text == name and (before.lower in articles or before.text in _MARKS)
        for before, word in pairwise(scene.words)
    )


def _plain_name(word: Word, lexicon: Lexicon) -> bool:
    """A capitalised word that no table knows as something else."""
    text, lower = word.text, bare(word.lower)
    if not text[:1].isupper() or "." in text or any(c.isdecimal() for c in text) or (len(text) > 1 and text.isupper()):
        return False
    if lower in lexicon.actors.possessives or lower in lexicon.actors.words.reflexives:
        return False
    if lower in lexicon.actors.articles or lower in lexicon.actors.pronouns or lower in lexicon.actors.words.no_actor:
        return False
    if lower in lexicon.actors.words.plural_words or lower in lexicon.actors.words.prepositions:
        return False
    if country_of_adjective(lower, lexicon):
        return False
    return not lexicon.sort_of(lower) or text in lexicon.first_names


def _single_name(word: Word, scene: Scene) -> bool:
    """Whether one capitalised word alone is a person.

    English reports give the full name somewhere, so that what they never do for is more likely a body. German nouns are
    capitalised as well: a plural is more likely a group.
    """
    if bare(word.text) in scene.lexicon.first_names:
        return True
    if scene.lexicon.language != "de":
        return False
    if word.lower.endswith(_NOUN_ENDINGS):
        return False
    return scene.counts.get(word.text, 0) > 1 or not word.lower.endswith(_PLURAL_ENDINGS)
