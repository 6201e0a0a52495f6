"""One speech in every wrapping that is read: what the fuzzer begins from, and what the tables of formats rest on."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

TITLE: Final = "共同维护网络空间安全"
SPEECH: Final = "\n".join(
    (
        "各位来宾，女士们、先生们：",
        *(
            f"第{number}，网络空间是人类共同的活动空间，各国在网络空间你中有我、我中有你，应当坚持先易后难，"
            "推动构建网络空间命运共同体，维护网络空间的和平、安全、稳定与繁荣。"
            for number in "一二三四五六"
        ),
        "谢谢大家！",
    )
)


def wrapped(suffix: str, text: str = SPEECH, title: str = TITLE) -> bytes:
    """The speech as a file of that suffix.

    Args:
        suffix: One of `WRAPPINGS`.
        text: Its paragraphs, one a line.
        title: What it is called, where the format says that.
    """
    return WRAPPINGS[suffix](title, text)


def _html(title: str, text: str) -> bytes:
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    menu = "<nav><ul><li><a href='/'>首页</a></li><li><a href='/news'>新闻</a></li></ul></nav>"
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{escape(title)}</title></head><body>{menu}"
        f"<article><h1>{escape(title)}</h1>\n<p>发布时间：2014-09-18 来源：外交部</p>\n{paragraphs}</article>"
        "<footer>版权所有 京ICP备00000000号</footer></body></html>"
    ).encode()


def _tei(title: str, text: str) -> bytes:
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt><title>{escape(title)}</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc>"
        "<profileDesc><creation><date when='2014-09-18'/></creation></profileDesc></teiHeader>"
        f"<text><body><head>{escape(title)}</head>\n{paragraphs}</body></text></TEI>"
    ).encode()


def _docx(title: str, text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(title, 1)
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf(title: str, text: str) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("speech", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK")
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, title=title, invariant=1)
    template.build([Paragraph(escape(line), style) for line in (title, *text.split("\n"))])
    return stream.getvalue()


def _json(title: str, text: str) -> bytes:
    return json.dumps({"id": "1", "title": title, "date": "2014-09-18", "text": text}, ensure_ascii=False).encode()


def _csv(title: str, text: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["id", "title", "date", "text"], ["1", title, "2014-09-18", text]])
    return stream.getvalue().encode()


def _zip(title: str, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in (".txt", ".jsonl", ".html"):
            entry = zipfile.ZipInfo(f"2014-09-18_甲_讲话/{suffix[1:]}{suffix}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, WRAPPINGS[suffix](title, text))
    return stream.getvalue()


WRAPPINGS: Final[Mapping[str, Callable[[str, str], bytes]]] = {
    ".txt": lambda title, text: f"{title}\n2014年9月18日\n{text}\n".encode("gb18030"),
    ".md": lambda title, text: f"---\ntitle: {title}\ndate: 2014-09-18\n---\n# {title}\n\n{text}\n".encode(),
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".xml": _tei,
    ".jsonl": _json,
    ".csv": _csv,
    ".zip": _zip,
}
