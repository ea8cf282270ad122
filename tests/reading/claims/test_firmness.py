"""Act, certainty and polarity of contents, by the decided cases of the annotation guideline; sentences of our own."""

from __future__ import annotations

import pytest

from lagebild.reading.claims.firmness import act_of, certainty_of, polarity_of
from lagebild.reading.claims.main_clause import main_clause

ACTS_DE = [
    ("Die Brücke ist seit Montag gesperrt", "state"),
    ("Das Werk wird im Herbst geschlossen", "state"),
    ("In der Halle werden Kunstwerke gezeigt, die aus Abfall gefertigt sind", "state"),
    ("Derzeit werden im Ministerium Wege geprüft, die Kosten zu senken", "state"),
    ("Der Umbau wurde vom Land unterstützt", "state"),
    ("Der Einsatz darf noch zwei Jahre lang unterstützt werden", "state"),
    ("Das Haus wird seit Jahren nicht mehr genutzt", "state"),
    ("Die Fähre war drohend nahe gekommen", "state"),
    ("Der Mann soll seine Nachbarin bestohlen haben", "state"),
    ("Der Konzern soll jahrelang Steuern hinterzogen haben", "state"),
    ("Bis Mai solle der Einsatz förmlich beendet sein", "plan"),
    ("Das Schiff wird bis Mai geschlossen werden", "predict"),
    ("Der Preis wird weiter steigen", "predict"),
    ("Die Zahl der Gäste dürfte sich verdoppeln", "predict"),
    ("Viele Soldaten könnten im Land bleiben", "predict"),
    ("Damit werde sich der Bau um ein Jahr verzögern", "predict"),
    ("Entscheidend wird sein, wie schnell Hilfe kommt", "predict"),
    ("Die Truppen sollen im Herbst abziehen", "plan"),
    ("Der Rat will im Mai über den Haushalt abstimmen", "plan"),
    ("Man wolle die Verträge bis Jahresende kündigen", "plan"),
    ("Wir werden die Verträge nicht verlängern", "plan"),
    ("Ich werde im Herbst noch einmal kandidieren", "plan"),
    ("Das Treffen ist für den 3. Juni geplant", "plan"),
    ("Für die Sanierung sind zwei Jahre vorgesehen", "plan"),
    ("Die Regierung müsse endlich handeln", "demand"),
    ("Der Kanzler muss zurücktreten", "demand"),
    ("Der Verband fordert höhere Löhne", "demand"),
    ("Die Opposition verlangte Einsicht in die Akten", "demand"),
    ("Ob die Brücke öffnet, ist offen", "question"),
    ("Unklar ist, wie viele Menschen im Zug saßen", "question"),
    ("Das Parlament stimmte dem Gesetz zu", "agree"),
    ("Beide Seiten einigten sich auf einen Fahrplan", "agree"),
    ("Der Bürgermeister begrüßte den Beschluss", "agree"),
    ("Der Verein droht mit einer Klage", "warn"),
    ("Die Feuerwehr warnte vor dem Betreten des Eises", "warn"),
    ("Die Partei kritisierte den Zeitplan scharf", "criticise"),
    ("Der Minister wies die Vorwürfe zurück", "deny"),
    ("Das Amt bestätigte den Fund", "confirm"),
]
ACTS_EN = [
    ("The bridge has been closed since Monday", "state"),
    ("The plan was approved by voters in 2012", "state"),
    ("No date has been agreed, and none will be set in the press", "state"),
    ("The fund supports schools that need help", "state"),
    ("Officers said little when the doors were opened", "state"),
    ("They had to leave the building in the dark", "state"),
    ("A company spokesman would neither confirm nor deny the figure", "state"),
    ("The price will go up in the spring", "predict"),
    ("The ruling could decide the election", "predict"),
    ("Turnout is expected to be low", "predict"),
    ("The harbour is going to be crowded this summer", "predict"),
    ("Some advisers might stay on", "predict"),
    ("The ministry plans to sell the building", "plan"),
    ("The two sides are to meet again in June", "plan"),
    ("We will not ask foreign troops to stay", "plan"),
    ("We're going to appeal against this decision", "plan"),
    ("I will run again next year", "plan"),
    ("The vote is scheduled for Tuesday", "plan"),
    ("The company wants to hire 200 people", "plan"),
    ("The mayor promised to repair the bridge", "plan"),
    ("The government must act before winter", "demand"),
    ("Parents should keep their children at home", "demand"),
    ("The council has to publish the figures", "demand"),
    ("The union called for higher wages", "demand"),
    ("It is unclear how many people were on board", "question"),
    ("Whether the talks resume remains to be seen", "question"),
    ("Both sides agreed on a timetable", "agree"),
    ("The governor welcomed the decision", "agree"),
    ("The agency warned of flooding along the coast", "warn"),
    ("The party threatened to leave the coalition", "warn"),
    ("The auditors criticised the delay", "criticise"),
    ("The minister denied the report", "deny"),
    ("The airline confirmed the accident", "confirm"),
]
CERTAINTIES_DE = [
    ("Die Truppen ziehen im Herbst ab", "certain"),
    ("Der Zug sei pünktlich gewesen", "certain"),
    ("Die Stadt plane, das Bad zu schließen", "certain"),
    ("Sie kommen so schnell wie möglich", "certain"),
    ("Es ist nicht möglich, den Damm zu retten", "certain"),
    ("Der Zug hält, obwohl der Bahnhof vielleicht schließt", "certain"),
    ("Zum Wohl der Kinder bleibt die Schule zu", "certain"),
    ("Er konnte die Tür nicht öffnen", "certain"),
    ("Das Werk wird wahrscheinlich schließen", "probable"),
    ("Der Fahrer war offenbar betrunken", "probable"),
    ("Die Kosten dürften weiter steigen", "probable"),
    ("Es handle sich wohl um einen Irrtum", "probable"),
    ("Der Täter scheint ortskundig zu sein", "probable"),
    ("Mit Regen ist zu rechnen", "probable"),
    ("Größtenteils wird ein Abzug erwartet", "probable"),
    ("Man gehe davon aus, dass der Damm hält", "probable"),
    ("Viele Soldaten könnten im Land bleiben", "possible"),
    ("Ein Teil bleibe möglicherweise im Land", "possible"),
    ("Ein Abzug ist nicht ausgeschlossen", "possible"),
    ("Eine Verlängerung sei denkbar", "possible"),
    ("Vielleicht öffnet das Bad schon im Mai", "possible"),
    ("Es bleibt unklar, wie viele kommen", "unknown"),
    ("Ob er zahlt, ist ungewiss", "unknown"),
    ("Der Mann soll angeblich im Ausland sein", "unknown"),
    ("Die Ursache steht noch nicht fest", "unknown"),
    ("Der Konzern soll jahrelang Steuern hinterzogen haben", "unknown"),
    ("Bis Mai solle der Einsatz förmlich beendet sein", "certain"),
]
CERTAINTIES_EN = [
    ("The troops leave in autumn", "certain"),
    ("The council plans to close the pool", "certain"),
    ("They will come as soon as possible", "certain"),
    ("He could not open the door", "certain"),
    ("In May the bridge was closed", "certain"),
    ("It was not possible to save the dam", "certain"),
    ("The largest number of guests came on Friday", "certain"),
    ("The plant is likely to close", "probable"),
    ("The driver was apparently drunk", "probable"),
    ("Turnout is expected to be low", "probable"),
    ("The thief seems to know the area", "probable"),
    ("There are thought to be 200 people in the camp", "probable"),
    ("The talks will probably fail", "probable"),
    ("The deal is almost certainly dead", "probable"),
    ("Some advisers might stay", "possible"),
    ("The figure could double by spring", "possible"),
    ("Perhaps the pool will open in May", "possible"),
    ("A strike cannot be ruled out", "possible"),
    ("It is possible that the dam will break", "possible"),
    ("It is unclear how many will come", "unknown"),
    ("It remains to be seen who pays", "unknown"),
    ("The man allegedly fled the country", "unknown"),
    ("The cause is not known", "unknown"),
    ("The statement could not be independently verified", "unknown"),
]
POLARITIES_DE = [
    ("Es gibt keine Einigung", "negative"),
    ("Das Werk schließt nicht", "negative"),
    ("Niemand wurde verletzt", "negative"),
    ("Beschlossen sei nichts", "negative"),
    ("Weder die Stadt noch das Land zahlen", "negative"),
    ("Eine Einigung gebe es bislang nicht, und auch über den Zeitplan sei nicht entschieden", "negative"),
    ("Ein Sprecher wollte sich nicht äußern", "negative"),
    ("Die Verhandlungen scheiterten, ohne dass ein Termin genannt wurde", "positive"),
    ("Nicht nur das Werk schließt", "positive"),
    ("Ein Abzug ist nicht ausgeschlossen", "positive"),
    ("Er ging, weil er nicht mehr wollte", "positive"),
    ("Es gehe nicht um Geld, sondern um Respekt", "negative"),
    ("Das Bad öffnet nicht vor Mai", "positive"),
    ("Die Brücke, die niemand mehr nutzt, wird abgerissen", "positive"),
    ("Der Rat lehnte den Antrag ab", "positive"),
    ("Die Bauern bekommen keinerlei Hilfe", "negative"),
    ("Nicht weniger als 40 Häuser brannten", "positive"),
    ("Nicht schlecht staunten die Gäste", "positive"),
]
POLARITIES_EN = [
    ("No date has been agreed", "negative"),
    ("They won’t leave", "negative"),
    ("Nobody was hurt", "negative"),
    ("Neither side has moved", "negative"),
    ("There will be no advisers left behind", "negative"),
    ("The statement sets no troop numbers", "negative"),
    ("A government official declined to say whether the demand would be met", "negative"),
    ("Not a single unit had left", "negative"),
    ("Not only the plant will close", "positive"),
    ("A strike cannot be ruled out", "positive"),
    ("No fewer than 40 houses burned", "positive"),
    ("The man who did not pay was arrested", "positive"),
    ("He left because he was not paid", "positive"),
    ("The council rejected the motion", "positive"),
    ("The dam will hold unless it does not stop raining", "positive"),
    ("Not until May did the pool open", "positive"),
    ("The pool will not open", "negative"),
]


def _rows(german: list[tuple[str, str]], english: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [("de", *row) for row in german] + [("en", *row) for row in english]


@pytest.mark.parametrize(("language", "content", "act"), _rows(ACTS_DE, ACTS_EN))
def test_an_act_is_what_the_main_clause_does(language: str, content: str, act: str) -> None:
    assert act_of(content, language) == act


@pytest.mark.parametrize(("language", "content", "certainty"), _rows(CERTAINTIES_DE, CERTAINTIES_EN))
def test_certainty_is_what_hedges_say(language: str, content: str, certainty: str) -> None:
    assert certainty_of(content, language) == certainty


@pytest.mark.parametrize(("language", "content", "polarity"), _rows(POLARITIES_DE, POLARITIES_EN))
def test_polarity_is_that_of_the_main_clause(language: str, content: str, polarity: str) -> None:
    assert polarity_of(content, language) == polarity


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert polarity_of("İİİİ left because nobody came, and no trains run", "en") == polarity_of(
        "IIII left because nobody came, and no trains run", "en"
    )
    assert main_clause("İİİİ İİİİ left the town because nobody came", "en").endswith("left the town ")
