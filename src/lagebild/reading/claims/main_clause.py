"""The main clause of what is said: a hedge, a negation or a modal elsewhere is not the content's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from lagebild.model import Span, Spans
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.document import sentence_at
from lagebild.reading.languages import table
from lagebild.reading.languages.grammar import Grammar, grammar

# Marks between clauses (none inside a number); "…" stands where a frame was taken out.
_MARK = re.compile(r"(?<!\d)[,;:–—―…]|[,;:–—―…](?!\d)")
# What stands in brackets behind a word.
_BRACKETS = re.compile(r"(?<=\w) \([^()]*\)")
_DASHES = frozenset("–—―")
_WORD = re.compile(r"\w+")
# What "und" or a semicolon ties on to fewer words is a phrase of a list, no clause.
_FEWEST_OF_CLAUSE = 3
# A sentence of fewer words ("Fear.", "It's heartbreaking.") is not yet what is said.
_FEWEST_OF_SENTENCE = 3
# Words of a main clause before a subordinate one that no comma divides from it, and before one tied on with "and".
_FEWEST_BEFORE = 2
_FEWEST_BEFORE_AND = 4
# A sentence that goes on for longer is none; patterns that look far ahead take too long in it.
_LONGEST = 2_000
# A contracted verb or a regular past tense; a quotation behind a colon; a question mark behind the content.
_VERB = re.compile(r"['’](?:s|re|m|ve|d|ll)\b|n['’]t\b|\w{3,}ed\b")
_QUOTED = re.compile(r":\s*[\"„“‘'«»]")
_ASKED = re.compile(r"[\"”“’'»«)\]]*\?")
# Contents looked at again for their next axis (act, certainty, polarity, orientation).
_REMEMBERED = 256


class ClauseTable(Struct, frozen=True):
    """``clauses.toml``: see the comments there."""

    openers: frozenset[str]
    joined: frozenset[str]
    inside: tuple[str, ...]
    behind_verb: frozenset[str]
    verb_signs: frozenset[str]
    unsure: dict[str, str]
    final: frozenset[str]
    inside_written: str
    subordinators: frozenset[str]
    conditional: frozenset[str]
    closing: frozenset[str]
    relatives: frozenset[str]
    transparent: tuple[str, ...]
    names: tuple[str, ...] = ()


class _Part(Struct, frozen=True):
    """A stretch between two marks, with the mark before it ("" at the beginning) and its words in lower case."""

    mark: str
    text: str
    words: tuple[str, ...]


@cache
def clause_table(language: str) -> ClauseTable:
    """The table of ``language``."""
    return table(language, "clauses", ClauseTable)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = clause_table(language)
    inside = re.compile(rf"{compile_phrases(words.inside).pattern}|{words.inside_written}", re.IGNORECASE)
    return inside, compile_phrases(words.transparent)


@cache
def _names(language: str) -> re.Pattern[str]:
    """Names inside a sentence that in lower case would be other words: "May" is no "may"."""
    names = clause_table(language).names
    return re.compile(rf"(?<=[\w,] )(?:{'|'.join(names)})\b" if names else r"(?!)")


def leading_sentence(text: str, spans: Spans, sentences: tuple[Span, ...]) -> tuple[str, bool]:
    """What the first sentence of a content says, its parts joined by " … ", and whether a question mark ends it.

    A question that the sentence only quotes is not its own.

    Of several sentences the first that is one decides, as the main clause does inside it.
    """
    kept: list[Span] = []
    counted, at = 0, None
    for start, end in _by_sentence(text, spans, sentences):
        number = sentence_at(sentences, start)
        if kept and counted >= _FEWEST_OF_SENTENCE and number != at:
            break
        kept.append((start, end))
        counted, at = counted + len(text[start:end].split()), number
    return _said(text, kept)


def _by_sentence(text: str, spans: Spans, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """The spans cut at the ends of sentences."""
    for first, end in spans:
        start = first
        while start < end:
            number = sentence_at(sentences, start)
            stop = end if number is None else min(end, sentences[number][1])
            yield start, stop
            start = stop
            while start < end and text[start].isspace():
                start += 1


def _said(text: str, spans: Sequence[Span]) -> tuple[str, bool]:
    """The words of ``spans``, as far as a main clause may reach, and whether a question mark ends them."""
    end = spans[-1][1]
    asked = text[spans[-1][0] : end].rstrip("\"”“’'»«)] ").endswith("?") or _ASKED.match(text, end) is not None
    said = " … ".join(text[start:stop] for start, stop in spans)[:_LONGEST]
    return said, asked and _QUOTED.search(said) is None


@lru_cache(maxsize=_REMEMBERED)
def main_clause(content: str, language: str) -> str:
    """The first main clause of the content, lower case.

    A clause is taken to be subordinate where it opens with a subordinating conjunction or a relative pronoun, also
    inside a stretch without commas in a language that sets none before it.
    """
    clauses = clause_table(language)
    kept, counted = "", 0
    skipping = aside = False
    parts = _parts(_patterns(language)[1].sub("", _BRACKETS.sub("", content)))
    last_dash = max((at for at, part in enumerate(parts) if part.mark in _DASHES), default=0)
    for at, part in enumerate(parts):
        opener = part.words[0] if part.words else ""
        resumes = aside and part.mark in _DASHES
        if part.mark in _DASHES:
            aside = not aside and at < last_dash
        if counted >= _FEWEST_OF_CLAUSE and not aside and not resumes and _begins_anew(part, language):
            break
        if aside:
            continue
        opens = _is_subordinate(part, parts[at + 1 : at + 2], language, behind=bool(kept))
        skipping = opens or (skipping and (resumes or opener in grammar(language).conjunctions))
        if skipping:
            continue
        main = _without_inner_clause(part.text, language, kept)
        kept += ("" if not kept else " …" if part.mark == "…" else ",") + main
        counted += len(_WORD.findall(main))
        if part.text[len(main) :].split(" ", 1)[0].lower() in clauses.final:
            break
    return _names(language).sub("", kept or content).lower()


def _begins_anew(part: _Part, language: str) -> bool:
    """Whether a further main clause begins: behind a semicolon, a single dash, or tied on ("..., but")."""
    opener = part.words[0] if part.words else ""
    tied = part.mark == "," and opener in clause_table(language).joined and _opens(part, opener, language)
    return tied or part.mark == ";" or part.mark in _DASHES


def opens_conditional(content: str, language: str) -> bool:
    """Whether the content begins with a condition that its verb opens: "Sollte das nicht gelingen, ..."."""
    parts = _parts(content)
    return bool(parts) and _is_conditional(parts[0], parts[1:2], language)


def _parts(content: str) -> list[_Part]:
    parts: list[_Part] = []
    mark, at = "", 0
    for found in (*_MARK.finditer(content), None):
        text = content[at : found.start() if found else len(content)]
        parts.append(_Part(mark, text, tuple(_WORD.findall(text.lower()))))
        if found is not None:
            mark, at = found.group(), found.end()
    return parts


def _is_subordinate(part: _Part, following: Sequence[_Part], language: str, *, behind: bool) -> bool:
    """Whether the part opens a subordinate clause; ``behind``: something of the main clause stands before it."""
    words, clauses = grammar(language), clause_table(language)
    if not part.words:
        return False
    opener = part.words[0]
    if _is_conditional(part, following, language):
        return True
    if opener in words.subordinators or opener in clauses.subordinators or (behind and opener in clauses.openers):
        return _opens(part, opener, language)
    return behind and part.mark == "," and (opener in words.relatives or _opens_with_preposition(part, words, clauses))


def _opens(part: _Part, opener: str, language: str) -> bool:
    """Whether a word that often opens a clause does so here."""
    written = clause_table(language).unsure.get(opener)
    return written is None or re.match(written, part.text.lower().strip()) is not None


def _is_conditional(part: _Part, following: Sequence[_Part], language: str) -> bool:
    """Whether its verb opens the part as a condition: its subject follows, in German the main clause's verb then."""
    words, clauses = grammar(language), clause_table(language)
    if part.mark != "" or len(part.words) < _FEWEST_OF_CLAUSE or part.words[0] not in clauses.conditional:
        return False
    if clauses.closing:
        return any(after.words[:1] and after.words[0] in clauses.closing for after in following)
    return bool(following) and (part.words[1] in words.pronouns or part.words[1] in words.determiners)


def _opens_with_preposition(part: _Part, words: Grammar, clauses: ClauseTable) -> bool:
    """Whether a relative clause opens with a preposition: "in which ...", "mit dem er die Steuer senken will"."""
    if len(part.words) < _FEWEST_OF_CLAUSE or part.words[0] not in words.prepositions:
        return False
    relative = part.words[1]
    return relative in clauses.relatives or (relative in words.relatives and part.words[-1] in clauses.closing)


def _without_inner_clause(part: str, language: str, before: str) -> str:
    """The part up to a subordinating word inside it ("He left because ..."), unless that leaves next to nothing.

    ``before``: what of the main clause stands before the part.
    """
    clauses, ands = clause_table(language), grammar(language).conjunctions
    for found in _patterns(language)[0].finditer(part, 1):
        kept, opener = part[: found.start()], found.group().split()[0].lower()
        fewest = _FEWEST_BEFORE_AND if opener in ands else _FEWEST_BEFORE  # "my wife and I"
        if len(_WORD.findall(kept)) < fewest:
            continue
        if opener not in clauses.behind_verb or _has_verb(f"{before} {kept}", language):
            return kept
    return part


def _has_verb(part: str, language: str) -> bool:
    """Whether a finite verb stands in the part, as far as closed classes and endings tell."""
    words = set(_WORD.findall(part.lower()))
    signs = (grammar(language).verbs, clause_table(language).verb_signs)
    return any(not words.isdisjoint(some) for some in signs) or _VERB.search(part) is not None
