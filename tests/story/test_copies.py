"""Near copies are found by their words; reports on one matter in words of their own are none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lagebild.story.copies import near_copies

AGENCY = (
    "Nach schweren Regenfällen ist am Dienstag in der Stadt ein Damm gebrochen. Rund 300 Menschen mussten ihre Häuser "
    "verlassen, teilte die Feuerwehr mit. Verletzt wurde nach ersten Angaben niemand. Der Bürgermeister kündigte eine "
    "Untersuchung an. Die Schule bleibe bis Freitag geschlossen, sagte eine Sprecherin des Landkreises. Die Höhe des "
    "Schadens ist noch unklar, mehrere Straßen waren auch am Abend nicht passierbar."
)
OWN = (
    "Ein Dammbruch hat die Altstadt unter Wasser gesetzt. Wie viele Häuser betroffen sind, konnte der Kreis bis zum "
    "Abend nicht sagen; von einigen hundert Bewohnern in Notunterkünften sprach die Feuerwehr. Warum der Damm nachgab, "
    "soll ein Gutachter klären. Unterricht gibt es in dieser Woche nicht mehr, hieß es aus der Schulbehörde weiter."
)


def test_an_agencys_text_has_one_origin() -> None:
    texts = {
        "agency": AGENCY,
        "own": OWN,
        "paper": "Von unserer Redaktion. " + AGENCY,
        "short": AGENCY[: len(AGENCY) // 2],
    }
    (found,) = near_copies(texts, ["agency", "own", "paper", "short"])
    assert (found.origin, found.copies) == ("agency", ("paper", "short"))
    assert found.shared > 0.7


def test_who_was_first_is_the_origin() -> None:
    (found,) = near_copies({"a": AGENCY, "b": AGENCY + " Mehr dazu morgen."}, ["b", "a"])
    assert found.origin == "b"


def test_reports_in_their_own_words_are_no_copies() -> None:
    assert near_copies({"a": AGENCY, "b": OWN, "c": "Kurz."}, ["a", "b", "c"]) == []


@given(st.permutations(AGENCY.split()))
@settings(max_examples=30)
def test_shuffled_words_are_no_copy(words: list[str]) -> None:
    assume(len([1 for a, b in pairwise(words) if f"{a} {b}" in AGENCY]) < 10)
    assert near_copies({"a": AGENCY, "b": " ".join(words)}, ["a", "b"]) == []
