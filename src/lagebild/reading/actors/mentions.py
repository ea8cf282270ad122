"""What a source mention says by its own words: pronoun, person, body, role, or unnamed people; and whom it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from lagebild.model import ActorRef, Spans, cover
from lagebild.reading.actors.body_mentions import (
    body_before,
    body_mention,
    body_ref,
    is_compound_of_body,
    known_body,
    of_named_body,
)
from lagebild.reading.actors.heads import (
    LONGEST_SHORT,
    core_of,
    count_of,
    genders_of,
    head_of,
    in_marks,
    modifiers_of,
    number_of,
    sort_of_head,
    trim,
)
from lagebild.reading.actors.lists import many, parts_of_list
from lagebild.reading.actors.mention import PERSONS_AND_NUMBERS, Mention
from lagebild.reading.actors.named_persons import is_owner, named_person
from lagebild.reading.actors.names import bare, slug
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import Lexicon, Sort
from lagebild.reading.segment import Word

# "He’ll", "she's": the source is the pronoun.
_CONTRACTION = re.compile(r"['’]")
_LONGEST_ACRONYM = 5


def read_mention(scene: Scene, spans: Spans) -> Mention:
    """The mention at ``spans`` by its own words, with the persons and bodies that the scene knows."""
    parts = [trim(scene, list(range(*scene.word_range(start, end)))) for start, end in spans]
    numbers = [i for part in parts for i in part]
    read = _read(scene, trim(scene, numbers))
    if len(parts) > 1 and read.type != "person":
        read = many(scene, numbers, [_read(scene, part) for part in parts])
    return structs.replace(read, spans=spans, text=cover(scene.text, spans))


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
            article = lexicon.actors.articles.get(first, PERSONS_AND_NUMBERS)
            return structs.replace(blank, type="relative", genders=article, head=first)
    if (first in vocabulary.no_actor and len(words) == 1) or first in vocabulary.reflexives:
        return blank
    if first in lexicon.actors.possessives and lexicon.sort_of(head_of(scene, numbers).lower) & Sort.CONTAINER:
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
    parts = parts_of_list(scene, numbers)
    if len(parts) > 1:
        return many(scene, numbers, [_read_phrase(scene, part) for part in parts if part])
    named = named_person(scene, numbers)
    if named is not None:
        return named
    chunk = core_of(scene, numbers)
    head = head_of(scene, chunk)
    sort = sort_of_head(head, lexicon)
    base = Mention(
        spans=(),
        text="",
        type="other",
        genders=genders_of(scene, chunk, head),
        head=head.lower,
        modifiers=modifiers_of(scene, chunk, head),
    )
    if known := known_body(scene, chunk, head, sort):
        return structs.replace(base, type="body", ref=known, genders=base.genders if "p" in base.genders else "fmn")
    for wanted, reader in (
        (Sort.SPOKES, _spokesperson),
        (Sort.CONTAINER, _container),
        (Sort.UNNAMED | Sort.ROLE, _people),
        (Sort.BODY, body_mention),
        (Sort.DOCUMENT, _document),
    ):
        if sort & wanted:
            return reader(scene, numbers, chunk, base, sort)
    return _other(scene, numbers, chunk, base)


def _partitive(scene: Scene, numbers: list[int]) -> Mention:
    """A number of unnamed people out of more."""
    words = [scene.words[i] for i in numbers]
    rest = _read(scene, _without_articles(scene, numbers[2:]))
    number = number_of(words[0], scene.lexicon)
    if number is None and words[0].text.isdecimal():
        number = int(words[0].text)
    number = number or 1
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


def _spokesperson(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """A spokesman: the body vouches where one is named."""
    head = head_of(scene, chunk)
    role = scene.text[head.start : head.end]
    behind = _body_behind(scene, numbers, chunk)
    if behind is not None:
        ref = behind.ref if behind.type == "body" else None
        return structs.replace(base, type="spokes", ref=ref, role=role)
    ending = scene.lexicon.ending(head.lower, scene.lexicon.actors.words.spokespersons)
    before = body_before(scene, chunk, head, ending)
    ref = before if isinstance(before, ActorRef) else None
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    named = bool(before) or bool(_complement(scene, numbers, chunk))
    return structs.replace(
        base, type="spokes", ref=ref, role=role, anonymous=not named and not definite, short=definite and ref is None
    )


def _container(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """What somebody said: whose it is; else nobody's, or a certain paper."""
    head = head_of(scene, chunk)
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
    if owner_naming is not None and is_owner(scene, owner_naming[0]):
        person = scene.persons[owner_naming[1]]
        ref = ActorRef(person.key, person.name, "person")
        return structs.replace(base, type="container", ref=ref)
    before = body_before(scene, chunk, head, ending)
    if isinstance(before, ActorRef) and not before.id.startswith("state:"):
        return structs.replace(base, type="container", ref=before)
    first = scene.words[chunk[0]].lower
    definite = first in scene.lexicon.actors.words.definite
    named = is_compound_of_body(scene, head, ending) or (bool(before) and scene.lexicon.language != "de")
    return structs.replace(
        base,
        type="container",
        anonymous=not definite and not named,
        count=count_of(scene, chunk) if not definite and not named else None,
        short=definite and len(numbers) <= LONGEST_SHORT and not rest,
    )


def _people(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """Unnamed people; with an article somebody who holds a role is no unnamed source."""
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    behind = _body_behind(scene, numbers, chunk)
    role = bool(sort & Sort.ROLE) and not (sort & Sort.UNNAMED)
    single = "p" not in base.genders or len(base.genders) > 1
    vouched = (behind is not None and behind.type == "body" and not behind.anonymous) or of_named_body(scene, chunk)
    anonymous = not vouched and not (role and definite and single)
    return structs.replace(
        base,
        type="role" if role else "unnamed",
        anonymous=anonymous,
        count=count_of(scene, chunk) if anonymous else None,
        short=definite and len(numbers) <= LONGEST_SHORT and behind is None,
    )


def _document(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    definite = scene.words[chunk[0]].lower in scene.lexicon.actors.words.definite
    return structs.replace(base, type="document", short=definite and len(numbers) <= LONGEST_SHORT)


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
    if in_marks(scene, start, end) or site:
        return structs.replace(base, type="body", ref=ActorRef(f"outlet:{slug(name)}", name, "outlet"), genders="fmn")
    if acronym and scene.counts.get(name, 0) and not _shouted(scene, name):
        return structs.replace(base, type="body", ref=ActorRef(f"org:{slug(name)}", name, "organisation"))
    if scene.words[chunk[0]].lower in lexicon.actors.words.plural_words or count_of(scene, chunk):
        share = bool(lexicon.sort_of(base.head) & Sort.NO_NAME)
        return structs.replace(base, genders="p", anonymous=True, count=None if share else count_of(scene, chunk))
    indefinite = scene.words[chunk[0]].lower in lexicon.actors.words.indefinite
    return structs.replace(base, anonymous=indefinite and _body_behind(scene, numbers, chunk) is None)


def _shouted(scene: Scene, name: str) -> bool:
    """Whether a word in capitals is an ordinary name elsewhere ("WALLACE: ..." in a transcript)."""
    return name.title() in scene.counts
