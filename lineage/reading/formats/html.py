"""HTML: the main text of a page as trafilatura finds it, and what the page says of itself.

Nothing is ever fetched: what a page loads from elsewhere is not there. Which lines are the text is told in
`lineage.reading.formats.html_lines`, what the tags state in `lineage.reading.formats.html_facts`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from lineage.errors import InputError, LineageError
from lineage.models import Fact
from lineage.reading.decode import Decoded, decode
from lineage.reading.formats.extracted import Extracted
from lineage.reading.formats.foreign import at_work, refuse_disguised
from lineage.reading.guessing import guess
from lineage.reading.likelihood import common_share, log_likelihood
from lineage.reading.writing import BLANKS, squeeze

if TYPE_CHECKING:
    from lxml import etree
    from trafilatura.settings import Document

_DECLARATION: Final = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""")
_DECLARED_WITHIN: Final = 4_096  # bytes; browsers look no further than 1,024
#: What is declared, and what it may really be: a name on a page means the whole family.
_FAMILIES: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"), ("gb18030",)),
    **dict.fromkeys(("utf-8", "utf8"), ("utf-8",)),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5"), ("big5", "cp950", "big5hkscs")),
}
_RIVAL: Final = 0.5  # a declared encoding is believed at half the best one's share of common characters
_HAN: Final = re.compile("[\u3000-\u9fff]")
_WEB_ARCHIVE: Final = re.compile(rb"(?im)^(?:From: <Saved by|Content-Type:\s*multipart/related|MIME-Version:)")
_NOT_IN_TREES: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: A tree takes some hundred bytes of memory for each tag; no page of a speech has a hundredth of these.
_MOST_TAGS: Final = 500_000
_LONGEST_TITLE: Final = 500  # code points
_KEPT: Final = 0.9  # share of the main text; marks do not count, for trafilatura sets some between cells
_LITTLE: Final = 200  # code points: a page around a speech, not the speech
_MOST_TOLD: Final = 10  # boxes beside the text; pages of speeches have one or two
#: trafilatura takes time with the square of some elements; the page of a long speech has some thousands.
_MOST_ELEMENTS: Final = 20_000
_HINT: Final = "Open it in a browser, and save its words as plain text in UTF-8."


def read_html(data: bytes, encoding: str | None = None) -> Extracted:
    """The main text of a page.

    Args:
        data: All bytes of the page.
        encoding: Their encoding, where it is known; otherwise a byte order mark, valid UTF-8 or what the page declares
            tells it.

    Raises:
        UsageError: The given encoding is not known.
        InputError: It is no page, or one without a text: a frame, a login, nothing but scripts.
    """
    refuse_disguised(data)
    if _WEB_ARCHIVE.search(data[:1_000]):
        raise InputError("is a web archive (MHTML)", "Open it in a browser, and save it as HTML only.")
    decoded = decode_page(data, encoding)
    with at_work("an HTML page", _HINT, "trafilatura", "htmldate", "courlan", "justext", "readability"):
        return _read(decoded)


def decode_page(data: bytes, encoding: str | None = None) -> Decoded:
    """The source of a page, decoded as it declares, if that makes as good a text of its bytes as anything else.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    declaration = _DECLARATION.search(data[:_DECLARED_WITHIN].lower())
    if encoding or not declaration or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, encoding)
    name = declaration[1].decode("ascii")
    family = _FAMILIES.get(name, (name,))
    for each in family:
        if not _is_utf8(data) and (found := _as_declared(data, each)):
            return Decoded(found.text, each, f"declared: {name}", found.warnings)
    found = decode(data)
    if found.encoding in family:
        return Decoded(found.text, found.encoding, f"declared: {name}", found.warnings)
    told = f"declares {name}, but its bytes are {found.encoding} ({found.evidence})"
    return Decoded(found.text, found.encoding, found.evidence, (*found.warnings, told))


def _as_declared(data: bytes, encoding: str) -> Decoded | None:
    """What a declared encoding makes of the bytes, if they fit and no other makes far better Chinese of them.

    GB18030 decodes nearly all Big5, and Latin-1 decodes anything.
    """
    try:
        data.decode(encoding)
        found = decode(data, encoding)
    except (ValueError, LookupError, LineageError):
        return None
    best = next(iter(guess(data)), None)
    if not best or common_share(found.text) > _RIVAL * best.share:
        return found
    likelier = log_likelihood(data.decode(best.encoding, "replace")) > log_likelihood(found.text)
    return None if likelier else found


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with Han characters, which the bytes of no other encoding happen to be."""
    try:
        return bool(_HAN.search(data.decode("utf-8")))
    except UnicodeDecodeError:
        return False


def _read(decoded: Decoded) -> Extracted:
    from lineage.reading.formats.html_facts import page_facts
    from lineage.reading.formats.html_lines import bare_lines, main_lines, page_lines

    tree = _tree(decoded.text) if decoded.text.count("<") <= _MOST_TAGS else None
    if tree is None:
        told = "it is nested too deep, or too large, to tell the main text from the rest: all of it is kept"
        return _extracted(decoded, [line for line in bare_lines(decoded.text) if line.strip(BLANKS)], warnings=(told,))
    huge = len(list(islice(tree.iter(), _MOST_ELEMENTS + 1))) > _MOST_ELEMENTS
    warnings = [*_without_scripts(tree)]
    found = None if huge else _main_text(tree)
    lines = page_lines(deepcopy(tree), whole=bool(found and found.text))
    facts = page_facts(tree, found, [line.words for line in lines])
    title = facts["title"].value if "title" in facts else ""
    extracted = found.text or "" if found else ""
    text = main_lines(lines, extracted, title)
    warnings += [*_elsewhere(tree, sum(map(len, text))), *_shortened(text, extracted), *_beside(tree, text)]
    if not (found and found.text):
        warnings.append(
            f"its main text cannot be told from the rest{' (it is huge)' if huge else ''}: all of it is kept"
        )
    return _extracted(decoded, text, facts, tuple(warnings))


def _tree(source: str) -> etree._Element | None:
    """The page as a tree; None where it is deeper, or a piece of it longer, than the parser takes."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(_NOT_IN_TREES.sub("", source).encode(), parser=parser)
    except lxml.etree.ParserError as error:  # nothing but comments
        raise InputError("holds no text", _HINT) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return None
    # The readings of ruby text would run into the words: 國guó際jì.
    lxml.etree.strip_elements(tree, "rt", "rp", "rtc", with_tail=False)
    for title in tree.iter("title"):
        title.text = (title.text or "")[:_LONGEST_TITLE]  # patterns of trafilatura take the square of its length
    for meta in tree.iter("meta"):
        meta.set("content", meta.get("content", "")[:_LONGEST_TITLE])
    return tree


def _without_scripts(tree: etree._Element) -> Iterator[str]:
    """Show what a page holds for readers without scripts, where it holds next to nothing else."""
    from lineage.reading.formats.html_lines import page_lines

    hidden = tree.xpath("//body//noscript[not(ancestor::noscript)]")
    length = sum(len(squeeze("".join(each.itertext()))) for each in hidden)
    if length >= _LITTLE > sum(len(line.words) for line in page_lines(deepcopy(tree))):
        for each in hidden:
            each.tag = "div"
        yield "its text is what it holds for readers without scripts"


def _main_text(tree: etree._Element) -> Document | None:
    """What trafilatura finds in a page, if anything."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # A year anywhere in the words is not the day of a page.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return cast("Document | None", found)  # it is a dictionary only where a flag asks for one


def _elsewhere(tree: etree._Element, length: int) -> Iterator[str]:
    """What hints that the speech is not in a page whose text has so many code points.

    Raises:
        InputError: It is certain.
    """
    frames = [source for each in tree.iter("frame", "iframe") if (source := each.get("src", "").strip())]
    if length < _LITTLE and tree.xpath("//input[translate(@type, 'PASWORD', 'pasword') = 'password']"):
        raise InputError("is a page that asks for a password, and no speech", "Log in, and save the page anew.")
    if not length and frames:
        shown = ", ".join(frames[:3])[:_LITTLE]
        raise InputError(f"is only a frame around other pages ({shown})", "Save the page inside the frame.")
    if length < _LITTLE and frames:
        yield f"has little text, and a frame around another page ({frames[0][:_LITTLE]}) that may hold the speech"


def _beside(tree: etree._Element, text: Sequence[str]) -> Iterator[str]:
    """What is to be told of long boxes that are left out, though a part of the speech may stand in them."""
    kept = squeeze("".join(text))
    for each in islice(tree.iter("aside", "textarea"), _MOST_TOLD):
        words = squeeze("".join(each.itertext()))
        if len(words) > _LITTLE and words not in kept:
            yield f"an <{each.tag}> of {len(words):,} characters is left out: {words[:20]}…"


def _shortened(text: Sequence[str], extracted: str) -> Iterator[str]:
    """What is to be told where the lines of the main text were not found again."""
    kept, given = (sum(map(str.isalnum, words)) for words in ("".join(text), extracted))
    if kept < _KEPT * given and given >= _LITTLE:
        yield f"only {kept:,} of the {given:,} characters of its main text are kept: look at what was read"


def _extracted(
    decoded: Decoded, lines: Sequence[str], facts: Mapping[str, Fact] | None = None, warnings: tuple[str, ...] = ()
) -> Extracted:
    if not lines:
        raise InputError("holds no text", f"Its words may come from scripts. {_HINT}")
    return Extracted(
        "\n".join(lines),
        decoded.encoding,
        decoded.evidence,
        facts=facts or {},
        warnings=(*decoded.warnings, *warnings),
    )
