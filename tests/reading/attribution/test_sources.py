"""Sources mended by grammar: lists, hearers, where something was heard, datives in front."""

from __future__ import annotations

import pytest
from msgspec import structs

from lagebild.model import Attribution, Spans, cover
from lagebild.reading.attribution.reported import find_reported
from lagebild.reading.attribution.sources import mend_sources
from lagebild.reading.segment import find_sentences

# Language, sentence, content, source and cue as first read, source after mending, hearer.
MENDED = [
    (
        "de",
        "Das Werk schließe, sagten drei Räte, zwei Meister und ein Lehrling.",
        ("Das Werk schließe", "zwei Meister und ein Lehrling", "sagten"),
        "drei Räte, zwei Meister und ein Lehrling",
        None,
    ),
    (
        "de",
        "Das Werk schließe, sagten vier Meister der Zeitung Elbblatt.",
        ("Das Werk schließe", "vier Meister der Zeitung Elbblatt", "sagten"),
        "vier Meister",
        "der Zeitung Elbblatt",
    ),
    (
        "de",
        "Das Werk schließe, sagte ein Mitarbeiter der Zeitung Elbblatt.",
        ("Das Werk schließe", "ein Mitarbeiter der Zeitung Elbblatt", "sagte"),
        "ein Mitarbeiter der Zeitung Elbblatt",
        None,
    ),
    (
        "de",
        "Der englischen Zeitung sagte Anna Vogt, das Werk schließe.",
        ("das Werk schließe", "Der englischen Zeitung", "sagte"),
        "Anna Vogt",
        "Der englischen Zeitung",
    ),
    (
        "de",
        "Der Ministerin warf der Verband Versagen vor, das Werk schließe.",
        ("das Werk schließe", "Der Ministerin", "warf"),
        "der Verband",
        "Der Ministerin",
    ),
    (
        "de",
        "Dem Betriebsrat versprach die Bank, das Werk bleibe offen.",
        ("das Werk bleibe offen", "Dem Betriebsrat", "versprach"),
        "die Bank",
        "Dem Betriebsrat",
    ),
    (
        "de",
        "Der Sprecher der Ministerin erklärte die Lage, das Werk schließe.",
        ("das Werk schließe", "Der Sprecher der Ministerin", "erklärte"),
        "Der Sprecher der Ministerin",
        None,
    ),
    (
        "de",
        "Der Nachfolger des am Montag entlassenen Chefs erklärte, das Werk schließe.",
        ("das Werk schließe", "Der Nachfolger des am Montag entlassenen Chefs", "erklärte"),
        "Der Nachfolger des am Montag entlassenen Chefs",
        None,
    ),
    (
        "de",
        "Im Ministerium hieß es, das Werk schließe.",
        ("das Werk schließe", None, "hieß es"),
        "Ministerium",
        None,
    ),
    (
        "en",
        "The plant will close, said a lawyer for the bank on Monday.",
        ("The plant will close", "a lawyer for the bank on Monday", "said"),
        "a lawyer for the bank",
        None,
    ),
    (
        "en",
        "Iraq and the United States announced that the mission ends.",
        ("the mission ends", "the United States", "announced"),
        "Iraq and the United States",
        None,
    ),
]
REPORTED = [
    ("Der Minister forderte am Montag den Rücktritt des Direktors.", "Der Minister", "den Rücktritt des Direktors"),
    ("Die Bank rechnet mit hohen Verlusten.", "Die Bank", "hohen Verlusten"),
    ("Mit einer Einigung rechnet der Verband nicht.", "der Verband", "einer Einigung"),
    ("Das Land hat sich bereit erklärt, 200 Helfer zu senden.", "Das Land", "200 Helfer zu senden"),
    ("Die Stadt will die Brücke im Mai sperren.", "Die Stadt", "die Brücke im Mai sperren"),
    ("Der Präsident hat sein Veto gegen das Gesetz angekündigt.", "Der Präsident", "sein Veto gegen das Gesetz"),
    ("Am Abend kündigte der Rat eine Klage an.", "der Rat", "eine Klage"),
    ("Die Gewerkschaften fordern höhere Löhne.", "Die Gewerkschaften", "höhere Löhne"),
    ("Anna Vogt fordert die Absetzung des Leiters.", "Anna Vogt", "die Absetzung des Leiters"),
    ("Die Bank empfahl der Stadt den Verkauf der Halle.", "Die Bank", "den Verkauf der Halle"),
    ("Der Rat kündigte eine Prüfung „ohne Vorbehalte“ an.", "Der Rat", "eine Prüfung „ohne Vorbehalte“"),
    ("Der Rat fordert eine Pause; die Stadt lehnt ab.", "Der Rat", "eine Pause"),
    ("Der Rat kündigte eine Klage an: Der Bau sei falsch.", "Der Rat", "eine Klage"),
    ("Die Resolution sieht eine Prüfung vor.", "Die Resolution", "eine Prüfung"),
    ("Die Kommission befürchtet eine neue Krise.", "Die Kommission", "eine neue Krise"),
    ("Der Rat hat am Abend seinen Rücktritt bekannt gegeben.", "Der Rat", "seinen Rücktritt"),
    ("Die Behörde hat eine hohe Strafe angedroht.", "Die Behörde", "eine hohe Strafe"),
    ("Der Abzug wurde von zwei Beamten bestätigt.", "zwei Beamten", "Der Abzug"),
    ("Der Abzug ist vom Ministerium bestätigt worden.", "Ministerium", "Der Abzug"),
    (
        "Von der Regierung wurde der Beschluss als Fortschritt begrüßt.",
        "der Regierung",
        "der Beschluss als Fortschritt",
    ),
    ("Nach dem Brand wird vom Ministerium eine Schließung erwogen.", "Ministerium", "eine Schließung"),
    ("An dem Plan will Vogt im Kern festhalten.", "Vogt", "An dem Plan … im Kern festhalten"),
    (
        "Nach dem Unfall fordern sie, die Brücke zu sperren und den Rat zu hören.",
        "sie",
        "die Brücke zu sperren und den Rat zu hören",
    ),
    ("Die Forscher erwarten sich neue Aufschlüsse.", "Die Forscher", "neue Aufschlüsse"),
    ("Anna Vogt nannte das Urteil einen Skandal.", "Anna Vogt", "das Urteil einen Skandal"),
    ("Der Verband bezeichnete den Plan als Irrweg.", "Der Verband", "den Plan als Irrweg"),
]
NOT_REPORTED = [
    "Das Hochwasser forderte zwölf Todesopfer.",
    "Das Gericht verurteilte den Mann zu drei Jahren Haft.",
    "Insgesamt spricht die Polizei von zwei Tätern.",
    "Der Konzern bestätigte die Angaben.",
    "Der Gouverneur forderte die Nationalgarde an.",
    "Der Gouverneur forderte Helfer an und sperrte die Straße.",
    "Der Rat fordert „mehr Zeit“ und Geld.",
    "Besonders kritisiert wurde der Zeitplan.",
    "Die Polizei nannte keine Einzelheiten zum Unfall.",
    "Die Polizei nannte als Grund dichten Nebel.",
    "Die Sitzung war von Montag bis Mittwoch geplant.",
    "Der Plan wurde von hohen Kosten begleitet und kritisiert.",
    "Das wurde von zwei Beamten bestätigt.",
    "Der Bau wurde im Mai bestätigt.",
    "Der Bau wurde von der Stadt nicht bestätigt.",
    "Kein Bau wurde von der Stadt bestätigt.",
    "Nie wurde von der Stadt der Bau bestätigt.",
    "Die Gäste wurden vom Bürgermeister erwartet.",
    "Die Delegation wurde vom Präsidenten begrüßt.",
    "Der Fahrer wurde vom Gericht verurteilt.",
]
# The object stands in front: who speaks cannot be told for certain.
OBJECT_FIRST = [
    "Die Zahlen erwarten viele Anleger.",
    "Neue Regeln fordern die Grünen.",
    "Die Steuern will die Koalition senken.",
    "Die Regierung fordern die Bauern zu Verhandlungen auf.",
    "Der Behörde drohte der Chef mit einer Klage.",
    "Der Ministerin empfahl der Verband einen Rücktritt.",
    "Die Entscheidung kritisierte der Bürgermeister.",
    "Steuersenkungen fordert die Opposition.",
    "Das Ergebnis bezweifeln zwei Sprecher der Partei.",
    "Mehr Geld verlangt sie.",
    "Die Resolution lehnt eine Sprecherin ab.",
]


def spans_of(text: str, words: str | None) -> Spans | None:
    return ((text.index(words), text.index(words) + len(words)),) if words else None


@pytest.mark.parametrize(("language", "text", "first", "source", "hearer"), MENDED)
def test_the_source_is_who_says_it(
    language: str, text: str, first: tuple[str, str | None, str], source: str, hearer: str | None
) -> None:
    content, read, cue = first
    found = Attribution(
        form="indirect", content=spans_of(text, content) or (), source=spans_of(text, read), cue=spans_of(text, cue)
    )
    (mended,) = mend_sources(text, language, [found], find_sentences(text, language))
    assert mended.source is not None
    assert cover(text, mended.source) == source
    assert [cover(text, spans) for spans in mended.addressees] == ([hearer] if hearer else [])


@pytest.mark.parametrize(("text", "source", "content"), REPORTED)
def test_the_object_of_a_reporting_verb_is_the_content(text: str, source: str, content: str) -> None:
    (found,) = find_reported(text, "de", find_sentences(text, "de"))
    assert found.source is not None
    assert (cover(text, found.source), cover(text, found.content)) == (source, content)


@pytest.mark.parametrize("text", NOT_REPORTED)
def test_other_meanings_are_no_speech(text: str) -> None:
    assert find_reported(text, "de", find_sentences(text, "de")) == []


@pytest.mark.parametrize("text", OBJECT_FIRST)
def test_an_object_in_front_does_not_speak(text: str) -> None:
    assert find_reported(text, "de", find_sentences(text, "de")) == []


def test_a_dative_in_front_without_a_subject_behind_is_no_source() -> None:
    text = "Der Präsidentin sagte gestern niemand, das Werk schließe."
    found = Attribution(
        form="indirect",
        content=spans_of(text, "das Werk schließe") or (),
        source=spans_of(text, "Der Präsidentin"),
        cue=spans_of(text, "sagte"),
    )
    (mended,) = mend_sources(text, "de", [found], find_sentences(text, "de"))
    assert mended.source is None


def test_a_source_of_a_sentence_in_which_nobody_speaks_is_left_open() -> None:
    text = "Die Staatsanwaltschaft hat Akten geholt. Auf der Halde sollen Fässer liegen."
    silent = Attribution(
        form="free-indirect",
        content=spans_of(text, "Auf der Halde sollen Fässer liegen") or (),
        source=spans_of(text, "Die Staatsanwaltschaft"),
    )
    (mended,) = mend_sources(text, "de", [silent], find_sentences(text, "de"))
    assert mended.source is None
    said = text.replace("hat Akten geholt", "erklärte dazu nichts")
    (mended,) = mend_sources(said, "de", [structs.replace(silent, content=((47, 70),))], find_sentences(said, "de"))
    assert mended.source is not None


def test_a_source_that_only_a_later_sentence_names_is_left_open() -> None:
    text = "Außerdem sei der Mann bekannt. Dies begründe die Fluchtgefahr."
    later = Attribution(
        form="indirect-free-indirect",
        content=spans_of(text, "Außerdem sei der Mann bekannt") or (),
        source=spans_of(text, "die Fluchtgefahr"),
    )
    (mended,) = mend_sources(text, "de", [later], find_sentences(text, "de"))
    assert mended.source is None
