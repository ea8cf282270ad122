"""What a story knows of a language: ``story.toml`` beside the tables that reports are read with."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from lagebild.reading.languages import LANGUAGES, table

_GAP = r"(?:\W+\w+){0,6}?\W+"


class StoryWords(Struct, frozen=True):
    """``story.toml``: see the comments there."""

    pointing: tuple[str, ...]
    missed: tuple[str, ...]
    moved: tuple[str, ...]
    met: tuple[str, ...]
    newer: tuple[str, ...]
    instead: tuple[str, ...]
    against: tuple[str, ...]


@cache
def _pattern(language: str, subject: str) -> re.Pattern[str]:
    listed = getattr(table(language, "story", StoryWords), subject)
    words = sorted((re.escape(one).replace(r"\ …\ ", _GAP).replace(r"\ ", r"\s+") for one in listed), reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def says(text: str, language: str | None, subject: str) -> str | None:
    """The first words of ``text`` that the language's table lists under ``subject``, or ``None``."""
    if language not in LANGUAGES:
        return None
    found = _pattern(language, subject).search(text)
    return found[0] if found else None
