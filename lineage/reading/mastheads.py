"""What stands above the title of a speech: the name of the site or the body whose page it is, and the title once more.

A name is believed only where something else is left below it that can be the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading import site_rules
from lineage.reading.dates import FULL_DATE
from lineage.reading.names import is_body, is_labelled, is_name, is_office, office_and_name, side_by_side
from lineage.reading.reasons import Reason
from lineage.reading.writing import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lineage.reading.sheet import Sheet

_SITE = re.compile(site_rules.SITE)
_SPEECH = re.compile(rf".*(?:{rules.KIND_OF_SPEECH}|[信电书辞词])")
_PAGE_TITLE = re.compile(r"(?P<title>.{4,80}?)\s{0,2}(?:[_|-]{1,2}|·)\s{0,2}(?P<site>[^_|]{2,30})")
_DAY = re.compile(rf"[(\[\s-]{{0,4}}{FULL_DATE}")
_FIRST_LINES = 6


def mark_masthead(sheet: Sheet, head: int, menus: Sequence[int]) -> None:
    """Mark what stands above the title.

    Args:
        sheet: The lines, with what is furniture otherwise.
        head: The line that begins the speech.
        menus: The lines among the first ones that are menus and breadcrumbs.
    """
    above = [index for index, _ in sheet.free(0, max(menus, default=0))]
    if above and any(_may_be_title(line.folded) for _, line in sheet.free(menus[-1], head)):
        sheet.reasons.update(dict.fromkeys(above, Reason.NAVIGATION))
    for index, line in list(sheet.free(0, min(head, _FIRST_LINES))):
        titles = [other.folded for _, other in sheet.free(index + 1, head) if _may_be_title(other.folded)]
        page_title = _PAGE_TITLE.fullmatch(line.folded)
        repeated = page_title and any(squeeze(words) == squeeze(page_title["title"]) for words in titles)
        if not titles or not (repeated or _is_site(line.folded)):
            return
        sheet.reasons[index] = Reason.NAVIGATION


def _may_be_title(folded: str) -> bool:
    """Whether a line can be a title: it names no person, office or day alone."""
    words = squeeze(folded)
    no_title = (
        is_office(words) or is_name(words) or office_and_name(words) or is_labelled(words) or side_by_side(folded)
    )
    return len(words) >= 4 and not no_title and not _DAY.match(folded)


def _is_site(folded: str) -> bool:
    """Whether a line is nothing but the name of a site or of a body."""
    speech = _SPEECH.fullmatch(folded) and not folded.endswith("公报")
    return not speech and len(folded) <= 50 and bool(_SITE.fullmatch(folded) or is_body(squeeze(folded)))
