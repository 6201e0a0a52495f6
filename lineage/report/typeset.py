"""Sets values into the templates, which escape everything; scripts and data stay apart from it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import orjson
from markupsafe import Markup

from lineage.report.told import temperature_told
from lineage.report.wording import say

if TYPE_CHECKING:
    from jinja2 import Environment


def typeset(template: str, language: str, **values: object) -> bytes:
    """A page in one language.

    Args:
        template: Its name.
        language: One of `lineage.report.LANGUAGES`.
        values: What the template names.
    """
    return (
        _templates(language).get_template(template).render({"language": language} | values).encode("utf-8", "replace")
    )


@lru_cache
def _templates(language: str) -> Environment:
    """The templates, which are compiled once a language and not once a scan."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lineage.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = partial(say, language)
    # As a filter of a constant, a sentence is put in when the template is compiled, and not once a page.
    environment.filters["say"] = words
    environment.globals.update(say=words, kind=lambda name: words(f"kind_{name}"), json=json_in_page)
    environment.globals["temperature_note"] = temperature_told(words)
    return environment


def json_in_page(value: object) -> Markup:
    """JSON for a script element of type application/json: no character of it can end the element or begin another."""
    text = orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # made safe above
