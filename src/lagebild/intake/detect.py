"""The language of a text, so that only what can be read is read."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

READ = ("de", "en")
# Below this many letters the detector is right too seldom to contradict the header or to name a third language.
_ENOUGH = 60
_SURE = 0.9
_SAMPLE = 4000


def detect(text: str, hints: tuple[str | None, ...] = (), title: str | None = None) -> tuple[str, str | None]:
    """The BCP 47 code of the language of ``text`` and a note where it is only a guess.

    A text of some length is judged by itself, among all languages, so that one that is not read is named. A short one
    takes the first of the ``hints`` (what the page declares), else it is judged together with its title among the
    languages that are read. A text in another script than the Latin one is in neither.
    """
    letters = sum(char.isalpha() for char in text[:_SAMPLE])
    if letters > 2 * sum(_is_latin(char) for char in text[:_SAMPLE]):
        return next(code for code, _ in _rank(text[:_SAMPLE]) if code not in READ), None
    if letters >= _ENOUGH:
        ranked = _rank(text[:_SAMPLE])
        code, probability = ranked[0]
        if code in READ or probability >= _SURE:
            return code, None
        return _restricted(ranked), f"language uncertain (perhaps {code}): set it with --language"
    for hint in hints:
        if hint and (hinted := primary(hint)):
            return hinted, None
    ranked = _rank(f"{title or ''}\n{text}")
    guess = _restricted(ranked)
    return guess, f"too short to be sure of the language: taken as {guess}, set it with --language"


def primary(tag: str) -> str | None:
    """The primary subtag of a BCP 47 tag (``de`` of ``de-AT``, also of ``de_AT``), or ``None`` for what is no tag."""
    code = tag.strip().replace("_", "-").split("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def _is_latin(char: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")


def _restricted(ranked: list[tuple[str, float]]) -> str:
    return next((code for code, _ in ranked if code in READ), READ[0])


def _rank(text: str) -> list[tuple[str, float]]:
    return [(str(code), float(probability)) for code, probability in _identifier().rank(text)]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy and a model

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
