"""English expressions as political reports have them, each in a sentence of this project's own.

The words in brackets are the whole expression; the report appeared on Wednesday, 2016-10-12. Several expressions of a
sentence stand in their order, and there are no others in it.
"""

from __future__ import annotations

import re

import pytest

from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times

DAY = "2016-10-12"

DATES = [
    ("The memo is dated [2016-09-30].", "2016-09-30"),
    ("The form was stamped [9/30/2016] at the desk.", "2016-09-30"),
    ("He filed the papers on [March 3, 2015], his lawyer said.", "2015-03-03"),
    ("The hearing was held on [Sept. 14, 2016].", "2016-09-14"),
    ("She resigned on [Monday, October 3], the office said.", "2016-10-03"),
    ("The law took effect on [July 1st].", "2016-07-01"),
    ("The tape was made on [the 4th of August].", "2016-08-04"),
    ("The convention opened on [18 July 2016] in Ohio.", "2016-07-18"),
    ("Voters will go to the polls on [Nov. 8].", "2016-11-08"),
    ("They have worked without pay since [January 1].", "2016-01-01"),
    ("The paper counted 40 complaints between [January 1] and [October 2].", "2016-01-01", "2016-10-02"),
    ("The inquiry began in [June] and was dropped.", "2016-06"),
    ("In [March] the committee had asked for the files.", "2016-03"),
    ("The court will rule by [May].", "2017-05"),
    ("The [March] primary was a disaster for him.", "2016-03"),
    ("The report was published in [September 2014].", "2014-09"),
    ("He left the firm in [early March].", "2016-03"),
    ("They hope to vote in [mid-November].", "2016-11"),
    ("The deal collapsed in [late 2013].", "2013"),
    ("She moved there in [mid-2009].", "2009"),
    ("It goes back to [the end of 2012].", "2012"),
    ("He has led the agency since [2011].", "2011"),
    ("She was secretary from [2009]-[2013].", "2009", "2013"),
    ("The state lost jobs between [2007] and [2010].", "2007", "2010"),
    ("The season of [2015]-16 was the worst.", "2015"),
    ("He grew up there in [the 1980s].", "198"),
    ("Crime peaked in [the early 1990s].", "199"),
    ("He made his name in [the 90's].", "199"),
    ("It was the music of [the ’60s].", "196"),
    ("It was one of the great fights of [the 20th century].", "19"),
    ("Sales rose in [the second quarter of 2016].", "2016-Q2"),
    ("Growth was weak in [Q1 2016].", "2016-Q1"),
    ("The plan is due in [the first half of November].", "2016-11"),
    ("He campaigned there [last summer].", "2015-SU"),
    ("The tour began in the [spring] and never paused.", "2016-SP"),
    ("She first ran in the [fall of 2008].", "2008-FA"),
    ("The talks dragged on over the [winter] and failed.", "2016-WI"),
]
WEEKDAYS = [
    ("The senator said on [Monday] that he had not read it.", "2016-10-10"),
    ("“It is a lie,” the aide said [Tuesday].", "2016-10-11"),
    ("The mayor told reporters [Sunday] that the roads were safe.", "2016-10-09"),
    ("The board will meet on [Friday].", "2016-10-14"),
    ("The panel votes [Thursday] on the bill.", "2016-10-13"),
    ("The vote was put off until [next Tuesday].", "2016-10-18"),
    ("He was arrested [last Friday] at the airport.", "2016-10-07"),
    ("She will speak [this Saturday] in Reno.", "2016-10-15"),
    ("The bill comes up [this coming Monday], he said.", "2016-10-17"),
    ("They marched [this past Sunday] through the town.", "2016-10-09"),
    ("The candidates met [Sunday night] in St. Louis.", "2016-10-09TNI"),
    ("Police were called [early Tuesday morning].", "2016-10-11TMO"),
    ("The statement came [late Monday].", "2016-10-10"),
    ("The crowd gathered on [Saturday afternoon].", "2016-10-08TAF"),
    ("The ballots were counted [late on Tuesday].", "2016-10-11"),
    ("She goes to church on [Sundays].", "P1W"),
    ("They are closed on [weekends].", "XXXX-WXX-WE"),
    ("They wrote to the bank [Wednesday of last week].", "2016-10-05"),
]
NEAR = [
    ("The ruling came [yesterday].", "2016-10-11"),
    ("The office is closed [today].", "2016-10-12"),
    ("He will decide [tomorrow].", "2016-10-13"),
    ("They had spoken [the day before yesterday].", "2016-10-10"),
    ("She flies home [the day after tomorrow].", "2016-10-14"),
    ("He speaks here [tonight].", "2016-10-12TNI"),
    ("She was seen [this morning] at the gate.", "2016-10-12TMO"),
    ("They talked [last night] on the phone.", "2016-10-11TNI"),
    ("The votes came in [yesterday evening].", "2016-10-11TEV"),
    ("He will be sworn in [tomorrow morning].", "2016-10-13TMO"),
    ("The poll came out [this week].", "2016-W41"),
    ("He apologised [last week].", "2016-W40"),
    ("The trial opens [next week].", "2016-W42"),
    ("He was fired earlier [this month].", "2016-10"),
    ("The books close later [this year].", "2016"),
    ("She won her seat [last month].", "2016-09"),
    ("The tax ends [next month].", "2016-11"),
    ("He wants it signed by [early next year].", "2017"),
    ("The scandal broke [late last year].", "2015"),
    ("She is to report by [the end of the month].", "2016-10"),
    ("The money must be spent by [the end of this week].", "2016-W41"),
    ("They hope for a deal by [the middle of next month].", "2016-11"),
    ("They must pay by [year’s end].", "2016"),
    ("The camp closes at [the start of next week].", "2016-W42"),
    ("The rally drew thousands [last weekend].", "2016-W40-WE"),
    ("He left [last June] without a word.", "2016-06"),
    ("She will run [next November].", "2016-11"),
]
DISTANCES = [
    ("The two fell out [three years ago].", "2013"),
    ("The mine closed [two decades ago].", "199"),
    ("He quit [about six months ago].", "2016-04"),
    ("They met [a couple of weeks ago].", "PXW"),
    ("The store burned down [ten days ago].", "2016-10-02"),
    ("[Twenty-two years ago] he sold the yacht.", "1994"),
    ("She moved out [a year and a half ago].", "2015-04"),
    ("They could have acted [years ago].", "PXY"),
    ("The letter was sent [four days later].", "P4D"),
    ("[Hours later], the tweet was gone.", "PTXH"),
    ("The sanctions will end in [two months].", "2016-12"),
    ("The stage will be ready in [a week].", "2016-W42"),
    ("It was the worst storm in [20 years].", "P20Y"),
    ("A new vote is set for [two weeks from Friday].", "2016-10-28"),
    ("Nobody will remember this [a year from now].", "2017"),
    ("They must answer [two weeks from 20 October].", "2016-11-03"),
    ("She must reply within [ten days].", "P10D"),
    ("They want a ruling within [a month].", "P1M"),
    ("Within [the next 48 hours] we will know.", "PT48H"),
]
DURATIONS = [
    ("The speech lasted [40 minutes].", "PT40M"),
    ("They talked for [nearly two hours].", "PT2H"),
    ("He spent [18 months] in jail.", "P18M"),
    ("She has served for [more than three decades].", "P3DE"),
    ("He waited [several weeks] for an answer.", "PXW"),
    ("They stood in line for [hours].", "PTXH"),
    ("After [years] of delay the bridge opened.", "PXY"),
    ("Turnout was the lowest in [decades].", "PXDE"),
    ("He spoke for [half an hour].", "PT0.5H"),
    ("She stayed for [a year and a half].", "P1.5Y"),
    ("It was a [three-day] trip to the border.", "P3D"),
    ("They agreed on a [10-year] pact.", "P10Y"),
    ("He ran a [60-second] spot.", "PT60S"),
    ("After a [week-long] break the jury returned.", "P1W"),
    ("It was a [yearlong] inquiry.", "P1Y"),
    ("It followed a [months-long] campaign.", "PXM"),
    ("[The past few days] were hard on him.", "PXD"),
    ("In [the past five years] wages fell.", "P5Y"),
    ("In [recent weeks] the lead has shrunk.", "PXW"),
    ("Over [the past decade] the town has doubled.", "P1DE"),
    ("Debt rose during [the last year].", "P1Y"),
    ("She plans to stop for [the next two weeks].", "P2W"),
    ("In [the coming months] more will follow.", "PXM"),
    ("After [a half-century] of rule they lost.", "P50Y"),
    ("He sat in Congress for [a quarter-century].", "P25Y"),
    ("[Eight years] in office have changed him.", "P8Y"),
    ("It took [forty-five minutes] to clear the hall.", "PT45M"),
    ("He held the post for [a dozen years].", "P12Y"),
    ("The pair sat together for [three hours].", "PT3H"),
    ("They need [at least six weeks] to count.", "P6W"),
    ("We had [a few minutes] with her.", "PTXM"),
]
SETS = [
    ("She sang there [every week].", "P1W"),
    ("He calls his mother [every day].", "P1D"),
    ("They vote [every four years].", "P4Y"),
    ("The council sits [every other month].", "P2M"),
    ("[Each year] 300 people drown there.", "P1Y"),
    ("He tweets five times [a day].", "P1D"),
    ("The board meets twice [a month].", "P1M"),
    ("He wants to pay $15 [an hour].", "PT1H"),
    ("The firm earns $2 million [a year] there.", "P1Y"),
    ("The [annual] dinner was called off.", "P1Y"),
    ("She holds [weekly] briefings.", "P1W"),
    ("They pay [monthly].", "P1M"),
    ("[Every Sunday] the hall fills up.", "P1W"),
    ("He sends [nightly] updates.", "XXXX-XX-XXTNI"),
    ("A [biweekly] letter goes out.", "P2W"),
]
CLOCK = [
    ("Polls close at [8 p.m.] in the east.", "2016-10-12T20:00"),
    ("The doors opened at [6:30 a.m.] sharp.", "2016-10-12T06:30"),
    ("Debate starts [Friday] at [9 p.m.]", "2016-10-14", "2016-10-14T21:00"),
    ("[7:15 p.m.] The hall is half empty.", "2016-10-12T19:15"),
    ("The deadline is [midnight Friday].", "2016-10-14T24:00"),
    ("They were still counting at [midnight].", "2016-10-12T24:00"),
    ("The march will begin at [noon].", "2016-10-12T12:00"),
    ("The shop opens at [10 o’clock].", "2016-10-12T10:00"),
    ("Trains stop at [22:45] on the line.", "2016-10-12T22:45"),
]
FEASTS = [
    ("Polls close late on [Election Day].", "2016-11-08"),
    ("The campaign starts on [Labor Day].", "2016-09-05"),
    ("The troops will be home by [Thanksgiving].", "2016-11-24"),
    ("They plan to be done before [Christmas].", "2016-12-25"),
    ("On [New Year’s Eve 2015] they wed.", "2015-12-31"),
    ("She will take the oath on [Inauguration Day].", "2017-01-20"),
    ("He had marched on [Memorial Day].", "2016-05-30"),
    ("It was the coldest [Easter Sunday] on record.", "2016-03-27"),
    ("It was the coldest [Easter Monday] on record.", "2016-03-28"),
    ("They launched it on [Independence Day].", "2016-07-04"),
    ("The shops fill up on [Black Friday].", "2016-11-25"),
]
VAGUE = [
    ("He is [currently] on leave.", "PRESENT_REF"),
    ("She has [recently] changed her mind.", "PAST_REF"),
    ("A decision is expected [soon].", "FUTURE_REF"),
    ("He was [formerly] a judge.", "PAST_REF"),
    ("[Right now] nobody knows.", "PRESENT_REF"),
    ("[In the past] he had denied it.", "PAST_REF"),
    ("I saw him [the other day].", "PAST_REF"),
    ("It was [not that long ago] that he praised her.", "PAST_REF"),
    ("It is the best plan [to date].", "PRESENT_REF"),
    ("That may change [in the near future].", "FUTURE_REF"),
]
LINKED = [
    ("He spoke on [Oct. 3, 2012]. [The next day] he was sacked.", "2012-10-03", "2012-10-04"),
    ("On [May 2, 2011] he landed. [That night] the raid began.", "2011-05-02", "2011-05-02TNI"),
    ("He lost in [2008]. [The following year] he left.", "2008", "2009"),
    ("She voted on [June 7, 2016]. [That same day] the poll came out.", "2016-06-07", "2016-06-07"),
    ("It opened in [July 2014]. [The previous month] it had been a ruin.", "2014-07", "2014-06"),
    ("He came on [March 1, 2013]. [Two days later] he was gone.", "2013-03-01", "2013-03-03"),
    ("On [June 2, 2015] they met. [The next morning] they parted.", "2015-06-02", "2015-06-03TMO"),
]
NONE = [
    "He may march on, and she may well follow.",
    "A second device was found, and for a second time he fell.",
    "At the end of the day, money talks.",
    "Shortly after the speech he left the stage.",
    "The 40-year-old suspect was armed.",
    "She was 12 years of age.",
    "On election day the polls in Lisbon opened late.",
    "The Daily Ledger broke the story.",
    "He finished second, at the last minute.",
    "Interest rates rose by 2016 points.",
    "Gov. Dawn May said nothing.",
    "He sold 1,995 shares at $2000 apiece.",
    "The show Ledger Today ran the tape.",
    "He once led a long-term project.",
]

TABLE = [*DATES, *WEEKDAYS, *NEAR, *DISTANCES, *DURATIONS, *SETS, *CLOCK, *FEASTS, *VAGUE, *LINKED]
_MARKED = re.compile(r"\[([^\]]+)\]")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_an_english_expression_has_its_extent_and_value(row: tuple[str, ...]) -> None:
    marked, *values = row
    text = marked.replace("[", "").replace("]", "")
    found = [(time.text, time.value) for time in find_times(text, "en", DAY, find_sentences(text, "en"))]
    assert found == list(zip(_MARKED.findall(marked), values, strict=True))


@pytest.mark.parametrize("text", NONE)
def test_english_words_that_only_look_like_times_are_none(text: str) -> None:
    assert find_times(text, "en", DAY, find_sentences(text, "en")) == []
