"""What cue and frame say of a content: acts of phrases, questions, and a "not" that the frame holds."""

from __future__ import annotations

import pytest

from lagebild.model import Act, Attribution, Span
from lagebild.reading.claims.framing import Framing, framing_of


def framed(language: str, marked: str, *, asked: bool = False) -> Framing:
    """The framing of an attribution written as ``<source> [cue] {content}``; a cue may have several parts."""
    text, opened = "", dict[str, int]()
    found: dict[str, list[Span]] = {"<": [], "[": [], "{": []}
    for char in marked:
        if char in "<[{":
            opened[char] = len(text)
        elif char in ">]}":
            kind = {">": "<", "]": "[", "}": "{"}[char]
            found[kind].append((opened[kind], len(text)))
        else:
            text += char
    attribution = Attribution(
        form="indirect", content=tuple(found["{"]), source=tuple(found["<"]) or None, cue=tuple(found["["]) or None
    )
    return framing_of(text, attribution, language, asked=asked)


ACTS: list[tuple[str, str, Act]] = [
    ("en", "<The union> [called for] {higher wages}", "demand"),
    ("en", "<The union> [called] {the offer an insult}", "state"),
    ("en", "<The union> [called] on the city {to close the bridge}", "demand"),
    ("en", "<The union> [called] {on the whole a fair employer} unfair", "state"),
    ("en", "<The group> [calls on] {the council to act}", "demand"),
    ("en", "<The mayor> [has railed against] {the new tax}", "criticise"),
    ("en", "<The mayor> [is critical of] {the new tax}", "criticise"),
    ("en", "<The mayor> [avoids criticising] {the new tax}", "state"),
    ("en", "<The firm> [agreed] {to clean up the river}", "agree"),
    ("en", "<The board> [accepted] {the offer of the bank}", "agree"),
    ("en", "<The party> [opposes] {the new tax}", "deny"),
    ("en", "<The party> [refused] {to publish its accounts}", "deny"),
    ("en", "<The bloc> [aims to] {rely on its own troops}", "plan"),
    ("en", "<The bank> [decided] {to seek a partner}", "plan"),
    ("en", "<She> [wants] {to leave the council}", "plan"),
    ("en", "<She> [wants] {the council to leave}", "demand"),
    ("en", "<She> [sought] {to delay the vote}", "plan"),
    ("en", "<She> [sought] {a delay of the vote}", "demand"),
    ("en", "<Reporters> [asked] {whether the bridge was safe}", "question"),
    ("en", "<Reporters> [asked] {would she stay}", "question"),
    ("en", "<They> [asked] {the city to close the bridge}", "demand"),
    ("en", "<Some members> [expressed misgivings about] {the candidate}", "question"),
    ("en", "<There is> [no doubt] {the dam will hold}", "state"),
    ("en", "<Many experts> [suspect] {the losses were larger}", "predict"),
    ("de", "<Der Verband> [sprach sich] dafür [aus], {die Schule zu schließen}", "state"),
    ("de", "<Der Verband> [sprach sich gegen] {die Schließung} aus", "deny"),
    ("de", "<Die Chefin> [lehnte es ab], {die Zahlen zu nennen}", "deny"),
    ("de", "<Der Rat> [übte scharfe Kritik] {am Bau der Halle}", "criticise"),
    ("de", "<Der Rat> [äußerte Zweifel], {dass der Damm hält}", "question"),
    ("de", "<Der Rat> [geht davon aus], dass {der Damm hält}", "predict"),
    ("de", "<Beide> [konnten sich darauf einigen], {neu zu verhandeln}", "agree"),
    ("de", "<Die Partei> will {die Löhne senken}", "plan"),
    ("de", "<Die Partei> fordert {die Länder zu Gesprächen auf}", "demand"),
    ("de", "<Die Partei> aus dem Süden, {die Löhne senkt}", "state"),
    ("de", "<Er> [sagte], {ob es regnen wird}", "question"),
]


@pytest.mark.parametrize(("language", "marked", "act"), ACTS)
def test_the_words_of_the_cue_perform(language: str, marked: str, act: str) -> None:
    assert framed(language, marked).act == act


NEGATIONS = [
    ("en", "<The panel> [decided] not to recommend {charges against the driver}", True),
    ("en", "<The panel> [did not believe] that {the driver had lied}", True),
    ("en", "<No one> [expected] {a full hearing}", True),
    ("en", "<The panel> [believed] {no charges were due}", False),
    ("en", "<The panel>, not the court, [believed] {the driver had lied}", False),
    ("en", "<She> [could not resist saying] {the hall was full}", False),
    ("de", "<Der Rat> [glaubt] nicht, dass {der Damm hält}", True),
    ("de", "<Der Rat> [hat] nicht [entschieden], {die Brücke zu sperren}", True),
    ("de", "<Der Rat> [glaubt], dass {der Damm nicht hält}", False),
    ("de", "<Erste Proben> [haben] {den Verdacht nicht} [bestätigt]", False),
    ("de", "<Der Rat>, der nicht tagte, [glaubt], dass {der Damm hält}", False),
    ("de", "<Der Rat> [glaubt] nicht nur, dass {der Damm hält}", False),
]


@pytest.mark.parametrize(("language", "marked", "negated"), NEGATIONS)
def test_a_not_of_the_frame_denies_the_content(language: str, marked: str, negated: bool) -> None:
    assert framed(language, marked).negated is negated


@pytest.mark.parametrize(
    ("language", "marked", "certainty"),
    [
        ("en", "<The firm> [did not deny] that {the pipe had burst}", None),
        ("en", "<The firm> [would not rule out] that {the pipe had burst}", "possible"),
        ("de", "<Die Firma> [bestritt] nicht, dass {das Rohr geplatzt war}", None),
        ("de", "<Die Firma> [schließt] nicht [aus], dass {das Rohr geplatzt ist}", "possible"),
    ],
)
def test_who_does_not_deny_states(language: str, marked: str, certainty: str | None) -> None:
    framing = framed(language, marked)
    assert (framing.act, framing.negated, framing.certainty) == ("state", False, certainty)


def test_what_is_asked_is_not_known() -> None:
    framing = framed("en", "<She> [asked]: {Will the bridge hold}?", asked=True)
    assert (framing.act, framing.certainty) == ("question", "unknown")


def test_who_warns_in_a_question_warns() -> None:
    assert framed("en", "<She> [warned]: {Do you want the dam to break}?", asked=True).act == "warn"
