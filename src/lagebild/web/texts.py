"""The interface's words in German and English, as tables."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec
from starlette.requests import Request

from lagebild.web.place_names import country_name

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
    value: dict[str, str]
    relation: dict[str, str]
    standing: dict[str, str]
    change: dict[str, str]
    movement: dict[str, str]
    rules: dict[str, str] = {}
    sentences: dict[str, str] = {}

    def told(self, sentence: str) -> str:
        """What the program tells in a sentence of its own, in this language; as it is where there is nothing for it."""
        for pattern, words in _patterns(self.words["code"]):
            if found := pattern.fullmatch(sentence):
                first, *others = words.split("{}")
                parts = (self.told(part) for part in found.groups())
                return first + "".join(part + rest for part, rest in zip(parts, others, strict=True))
        return sentence

    def counted(self, count: int, name: str) -> str:
        """How many there are of what ``words`` name in one and several."""
        return f"{self.number(count)} {self.words[f'{name}_one' if count == 1 else name]}"

    def number(self, value: float) -> str:
        """The number as the language writes it, with four decimals at most."""
        written = f"{value:,.4f}".rstrip("0").rstrip(".")
        return written.translate({ord(","): self.words["group_mark"], ord("."): self.words["decimal_mark"]})

    def country(self, code: str | None) -> str:
        """The name of the country with that code (ISO 3166 alpha-2); the code where there is none."""
        return country_name(code, self.words["code"])

    def rule(self, name: str) -> str:
        """What the rule of that name does to find the value of a time; the name itself for one that is not known."""
        return self.rules.get(name, name)


class _RuleKind(msgspec.Struct, frozen=True):
    """Rules for times that find a value in the same way, told in each language."""

    rules: tuple[str, ...]
    de: str
    en: str


class _RuleKinds(msgspec.Struct, frozen=True):
    kinds: tuple[_RuleKind, ...]


@cache
def texts(language: str) -> Texts:
    """The words of ``language``."""
    found = msgspec.toml.decode(_table(language), type=Texts)
    kinds = msgspec.toml.decode(_table("time_rules"), type=_RuleKinds).kinds
    rules = {name: str(getattr(kind, language)) for kind in kinds for name in kind.rules}
    sentences = msgspec.toml.decode(_table("sentences"), type=dict[str, dict[str, str]])
    return msgspec.structs.replace(found, rules=rules, sentences=sentences.get(language, {}))


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Sentences of the program, as patterns, with what they are in ``language``."""
    return [
        (re.compile(re.escape(sentence).replace(r"\{\}", "(.*?)"), re.DOTALL), words)
        for sentence, words in texts(language).sentences.items()
    ]


def _table(name: str) -> bytes:
    return resources.files("lagebild.web").joinpath("texts", f"{name}.toml").read_bytes()


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
