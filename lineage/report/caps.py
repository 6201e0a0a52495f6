"""How much pages show. Whatever is cut is told where it is cut, with the data file that holds the rest."""

from typing import Final

#: Formulae of the table of the first page, and carriers of them together, whichever is reached first.
ROWS: Final = 20_000
CARRIERS: Final = 400_000
#: Formulae that stand in the first page itself; its script draws the others when they are asked for.
ROWS_WRITTEN: Final = 100
#: Formulae with a page of their own.
FORMULA_PAGES: Final = 500
#: Places in context on the page of a formula.
PLACES: Final = 300
#: Lines of the timeline of the first page.
LINES: Final = 30
#: Carriers in the table of the page of a formula, and speakers.
CARRIER_ROWS: Final = 300
SPEAKERS: Final = 50
#: Speeches that are told where several may be the earliest.
TIES: Final = 5
#: Formulae that a page tells to be related in one way.
RELATED: Final = 12
#: Places in context that stand in the page itself; its script shows the others.
WRITTEN: Final = 10
#: Passages that a speech shares with others, the most telling first.
PASSAGES: Final = 5_000
#: Formulae told as absent from a speech.
ABSENT: Final = 200
#: Speeches of their list that stand in its page; its script draws the others in such portions.
SPEECH_ROWS: Final = 100
#: First uses and earlier speeches that stand in the page of a speech; its script knows the others.
FIRST_USES: Final = 100
EARLIER_IN_PAGE: Final = 10
#: Bars of the figure of inherited shares; of more speeches it shows their years.
BARS: Final = 300
#: Speeches of the map of who inherits from whom; where there are more, it tells periods, so many at most.
MAP_SPEECHES: Final = 200
MAP_PERIODS: Final = 60
#: Speeches and links of the network.
NETWORK_SPEECHES: Final = 200
NETWORK_LINKS: Final = 300
#: Links in the tables of both, and pairs of the table of related speeches.
TABLE_LINKS: Final = 30
PAIRS: Final = 50
#: Bytes of a site that is one file, to be mailed: pages beyond them stay out of it.
MAILED: Final = 10_000_000
#: Formulae whose earliest sentences are loaded together.
SENTENCES: Final = 500
