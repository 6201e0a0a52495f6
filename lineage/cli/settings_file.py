"""Which settings file counts where none is named: `lineage.toml` in the folder where the command runs."""

from __future__ import annotations

from pathlib import Path


def settings_beside() -> Path | None:
    """The file, if it is there."""
    beside = Path("lineage.toml")
    return beside if beside.is_file() else None
