"""The person whose words a news report gives throughout: 某某表示, 某某说, 某某最后强调.

A report that is all there is on a page names him again and again at the beginnings of its sentences.
"""

from __future__ import annotations

import re
from collections import Counter

from lineage.reading.names import OFFICE, PERSON, is_name
from lineage.reading.writing import fold

_FEWEST = 2  # so many sentences say that he said something
_QUOTING = (
    "(?:表示|指出|强调|说|认为|介绍|称|谈到|提出|回忆|呼吁|透露|要求"
    "|坦言|解释|补充|提到|建议|提醒|回应|告诉|希望|期盼|感谢)"
)
_ADVERB = "(?:还|也|又|则|最后|同时|随后|接着|进一步|特别|着重|再次|[在对就于][^,。:]{2,30}(?:上|中|时|后|里|下)?,?)"
_SENTENCE = r"(?:^|(?<=[。!?;”」\n]))\s{0,4}"
_NAMED = re.compile(rf"(?m){_SENTENCE}(?P<name>{PERSON})(?:{OFFICE}|先生|女士|同志)?{_ADVERB}{{0,2}}{_QUOTING}")


def find_quoted(text: str) -> str:
    """The one whom most sentences of a report quote, as the report writes him; empty where nobody stands out."""
    folded = fold(text)
    found = [match for match in _NAMED.finditer(folded) if is_name(match["name"])]
    counts = Counter(match["name"] for match in found).most_common(2)
    if not counts or counts[0][1] < _FEWEST or (len(counts) > 1 and 2 * counts[1][1] > counts[0][1]):
        return ""
    match = next(match for match in found if match["name"] == counts[0][0])
    return text[slice(*match.span("name"))]
