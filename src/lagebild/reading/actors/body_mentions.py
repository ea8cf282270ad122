"""Bodies in source mentions: those that tables know, and those named by their own words."""

from __future__ import annotations

import re

from msgspec import structs

from lagebild.model import ActorKind, ActorRef
from lagebild.reading.actors.heads import MARKS, count_of, head_of, starts_clause
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.names import bare, slug
from lagebild.reading.actors.scene import Scene
from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort, kind_of
from lagebild.reading.segment import Word

_ENDING = re.compile(r"(?:e|en|er|es|em)$")


def body_ref(scene: Scene, key: str, start: int, end: int) -> ActorRef:
    """The actor of a known body; one without a name in the tables is shown as the text has it."""
    name = scene.lexicon.display.get(key) or scene.text[start:end]
    return ActorRef(key, name, kind_of(key))


def known_body(scene: Scene, chunk: list[int], head: Word, sort: int) -> ActorRef | None:
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


def body_before(scene: Scene, chunk: list[int], head: Word, ending: str | None) -> ActorRef | bool:
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


def of_named_body(scene: Scene, chunk: list[int]) -> bool:
    """Whether a body by name stands in front of people: "a Homeland Security Department official", "FBI-Beamte".

    A state is none ("US-Beamte"), nor a body without a name ("police officials").
    """
    lexicon, head = scene.lexicon, head_of(scene, chunk)
    if lexicon.language == "de":
        prefix, hyphen, _ = head.text.rpartition("-")
        return bool(hyphen) and any(not key.startswith("state:") for words, key in lexicon.known.get(prefix, ())
            if len(words) == 1)  # fmt: skip
    for i in chunk[:-1]:
        hit = scene.body_at.get(i)
        if hit is not None and hit.last <= chunk[-1] and not hit.key.startswith("state:"):
            return True
        word = scene.words[i]
        if word.text[:1].isupper() and i != chunk[0] and lexicon.sort_of(bare(word.lower)) & Sort.BODY:
            return True
    return False


def is_compound_of_body(scene: Scene, head: Word, ending: str | None) -> bool:
    """Whether the first part of a compound is a body: "Polizeiangaben", "OSZE-Bericht"."""
    if scene.lexicon.language != "de" or not ending or head.lower == ending:
        return False
    prefix = head.text[: -len(ending)].rstrip("-")
    sort = scene.lexicon.sort_of(prefix.lower()) | scene.lexicon.sort_of(prefix.lower().removesuffix("s"))
    plural = scene.lexicon.ending(prefix.lower(), scene.lexicon.actors.bodies.p) is not None
    return "-" in head.text or (bool(sort & Sort.BODY) and not plural)


def body_mention(scene: Scene, numbers: list[int], chunk: list[int], base: Mention, sort: int) -> Mention:
    """A body that no table knows: named by its own words; several without a name are unnamed."""
    lexicon, head = scene.lexicon, head_of(scene, chunk)
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
        count=count_of(scene, chunk) if unnamed else None,
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
    stop = next((n for n, i in enumerate(inside) if scene.words[i].text == "," or starts_clause(scene, i)), len(inside))
    inside = inside[:stop]
    brackets = next((i for i in numbers if scene.words[i].text == "("), None)
    if brackets is not None:
        inside = [i for i in inside if i < brackets]
    genitive = bool(inside) and scene.words[inside[0]].lower == "des"
    while len(inside) > 1 and scene.words[inside[0]].lower in scene.lexicon.actors.articles:
        inside = inside[1:]
    words = [bare(scene.words[i].text) for i in inside if scene.words[i].text not in MARKS]
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
