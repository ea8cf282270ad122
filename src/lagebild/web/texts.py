"""The interface's words in German and English, as tables."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
from starlette.requests import Request

LANGUAGES = ("de", "en")


class Texts(msgspec.Struct, frozen=True):
    """The words of one language: ``words`` of the pages, and names for the values of the vocabulary."""

    words: dict[str, str]
    act: dict[str, str]
    certainty: dict[str, str]
    polarity: dict[str, str]
    form: dict[str, str]
    modifier: dict[str, str]
    time: dict[str, str]
    status: dict[str, str]
    verdict: dict[str, str]
    news: dict[str, str]


@cache
def texts(language: str) -> Texts:
    """The words of ``language``."""
    raw = resources.files("lagebild.web").joinpath("texts", f"{language}.toml").read_bytes()
    return msgspec.toml.decode(raw, type=Texts)


def language_of(request: Request) -> str:
    """``?lang=``, else the first language the browser prefers of those there are, else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return "en"
