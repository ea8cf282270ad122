"""What a language knows of actors, typed: closed words, states, known bodies, first names."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from lagebild.model import ActorKind
from lagebild.reading.languages import LANGUAGES, table
from lagebild.reading.segment import find_words


class Words(Struct, frozen=True):
    """``[words]`` of ``actors.toml``."""

    relatives: frozenset[str]
    no_actor: frozenset[str]
    reflexives: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    plural_words: frozenset[str]
    spokespersons: frozenset[str]
    roles: frozenset[str]
    titles: frozenset[str]
    feminine: frozenset[str]
    unnamed: frozenset[str]
    containers: frozenset[str]
    documents: frozenset[str]
    of_words: frozenset[str]
    owner_words: frozenset[str]
    tying: frozenset[str]
    pairs: frozenset[str]
    similes: frozenset[str]
    courtesies: frozenset[str]
    press: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    oblique_articles: frozenset[str]
    conjunctions: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    no_verbs: frozenset[str]
    openers: frozenset[str]
    masculine: frozenset[str] = frozenset()
    no_endings: frozenset[str] = frozenset()


class Bodies(Struct, frozen=True):
    """``[bodies]`` of ``actors.toml``: words for bodies by gender, and which of them are of a narrower kind."""

    m: frozenset[str]
    f: frozenset[str]
    n: frozenset[str]
    p: frozenset[str]
    outlets: frozenset[str]
    governments: frozenset[str]
    groups: frozenset[str]
    state_governments: frozenset[str]
    countries_by_prefix: dict[str, str]


class ActorsTable(Struct, frozen=True):
    """``actors.toml``: see the comments there."""

    pronouns: dict[str, str]
    possessives: dict[str, str]
    articles: dict[str, str]
    words: Words
    bodies: Bodies
    numbers: dict[str, int]


class State(Struct, frozen=True):
    """One line of ``states.toml``."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]


class StatesTable(Struct, frozen=True):
    """``states.toml``: states by ISO 3166 alpha-2 code."""

    states: dict[str, State]


class BodiesTable(Struct, frozen=True):
    """``bodies.toml``: names of known bodies by id, and ministries by the words for them."""

    bodies: dict[str, tuple[str, ...]]
    ministries: dict[str, str]


class NamesTable(Struct, frozen=True):
    """``names.toml``: first names by gender, parted by blanks."""

    m: str
    f: str


class Sort:
    """What a word can be, as bits: a noun may be several things. Plain integers, for they are asked for every word."""

    NONE = 0
    TITLE = 1
    SPOKES = 2
    ROLE = 4
    UNNAMED = 8
    BODY = 16
    CONTAINER = 32
    DOCUMENT = 64
    NO_NAME = 128


PEOPLE = Sort.SPOKES | Sort.ROLE | Sort.UNNAMED
_LEAST_COMPOUND = 3


class Lexicon(Struct, frozen=True):
    """The tables of one language with what is looked up in them often.

    ``known`` maps the first word of each known name to the names that begin so, longest first: their words and id.
    """

    language: str
    actors: ActorsTable
    states: StatesTable
    bodies: BodiesTable
    first_names: dict[str, str]
    adjectives: dict[str, str]
    seats: dict[str, str]
    known: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    display: dict[str, str]
    sorts: dict[str, int]
    cache: dict[str, int]

    def sort_of(self, lower: str) -> int:
        """What the word is, in lower case; in a language of compounds also by its last part."""
        found = self.cache.get(lower)
        if found is None:
            found = self._sort_of(lower)
            if len(self.cache) < _CACHED:
                self.cache[lower] = found
        return found

    def _sort_of(self, lower: str) -> int:
        exact = self.sorts.get(lower) or self.sorts.get(lower.rsplit("-", 1)[-1])
        if exact or self.language != "de":
            return exact or Sort.NONE
        for at in range(_LEAST_COMPOUND, len(lower) - _LEAST_COMPOUND):
            last = self.sorts.get(lower[at:], Sort.NONE) & ~(Sort.NO_NAME | Sort.TITLE)
            if last and lower[at:] not in self.actors.words.no_endings:
                return last
        return Sort.NONE

    def is_compound(self, lower: str) -> bool:
        """Whether the word surely is a compound noun, no name: it ends with a long word of the tables."""
        return any(lower[at:] in self.sorts for at in range(1, len(lower) - _LONG_ENDING + 1))

    def first_name(self, text: str) -> str | None:
        """The gender of a first name ("m", "f", "mf"), also of two joined by a hyphen; none if it is no first name."""
        found = self.first_names.get(text)
        if found is None and "-" in text:
            genders = {self.first_names.get(part) for part in text.split("-")}
            found = "".join(sorted(g for g in genders if g)) if None not in genders else None
        return found

    def ending(self, lower: str, vocabulary: frozenset[str]) -> str | None:
        """The word of ``vocabulary`` that ``lower`` is or ends with."""
        if lower in vocabulary:
            return lower
        tail = lower.rsplit("-", 1)[-1]
        if tail in vocabulary:
            return tail
        if self.language != "de":
            return None
        return next((lower[at:] for at in range(1, len(lower) - 3) if lower[at:] in vocabulary), None)


_CACHED = 100_000
_LONG_ENDING = 7


@cache
def lexicon(language: str) -> Lexicon:
    """Everything that ``language`` knows of actors."""
    actors = table(language, "actors", ActorsTable)
    states = table(language, "states", StatesTable)
    bodies = table(language, "bodies", BodiesTable)
    names = {name: f"state:{code}" for code, state in states.states.items() for name in state.names}
    names |= {name: key for key, forms in bodies.bodies.items() for name in forms}
    display = {f"state:{code}": state.names[0] for code, state in states.states.items()}
    display |= {key: forms[0] for key, forms in bodies.bodies.items()}
    return Lexicon(
        language=language,
        actors=actors,
        states=states,
        bodies=bodies,
        first_names=_first_names(),
        adjectives={word: code for code, state in states.states.items() for word in state.adjectives},
        seats={name: code for code, state in states.states.items() for name in state.seats},
        known=_by_first_word(names),
        display=display,
        sorts=_sorts(actors),
        cache={},
    )


def _first_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        names = table(language, "names", NamesTable)
        for gender, listed in (("m", names.m), ("f", names.f)):
            for name in listed.split():
                found[name] = gender if found.get(name, gender) == gender else "mf"
    return found


def _by_first_word(names: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, key in names.items():
        words = tuple(word.text for word in find_words(name))
        grouped.setdefault(words[0], []).append((words, key))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in grouped.items()}


def _sorts(actors: ActorsTable) -> dict[str, int]:
    words, bodies = actors.words, actors.bodies
    found: dict[str, int] = {}
    for vocabulary, sort in (
        (words.titles, Sort.TITLE),
        (words.spokespersons, Sort.SPOKES),
        (words.roles, Sort.ROLE),
        (words.unnamed, Sort.UNNAMED),
        (bodies.m | bodies.f | bodies.n | bodies.p, Sort.BODY),
        (words.containers, Sort.CONTAINER),
        (words.documents, Sort.DOCUMENT),
        (words.not_names, Sort.NO_NAME),
    ):
        for word in vocabulary:
            found[word] = found.get(word, Sort.NONE) | sort
    return found


_KINDS: dict[str, ActorKind] = {
    "person": "person",
    "state": "government",
    "gov": "government",
    "org": "organisation",
    "group": "group",
    "outlet": "outlet",
}


def kind_of(key: str) -> ActorKind:
    """The kind that the part of an actor's id before the colon stands for."""
    return _KINDS[key.partition(":")[0]]
