"""Edits in plain text, as wdiff writes them: `全面建[-设-]{+成+}小康社会`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lineage.cli.terminal import clipped

if TYPE_CHECKING:
    from lineage.models import Edit

_MARKS: Final = {"same": "{}", "dropped": "[-{}-]", "added": "{{+{}+}}"}


def marked(edits: Iterable[Edit], most: int | None = None) -> str:
    """Both wordings in one: what is dropped in `[-…-]`, what is added in `{+…+}`.

    Args:
        edits: The edits.
        most: Characters of each stretch; longer ones lose their middle. All where None.
    """
    return "".join(_MARKS[edit.kind].format(clipped(edit.text, most) if most else edit.text) for edit in edits)
