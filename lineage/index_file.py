"""How the file of an index is approached, which may come by mail: by `lineage.index` and `lineage.glancing` alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: How DuckDB is to open it: nothing in it may load code or reach other files.
LOCKED_DOWN: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
#: Where every DuckDB file says that it is one.
_MAGIC, _MAGIC_AT = b"DUCK", 8


def is_database(path: Path) -> bool:
    """Whether a file of DuckDB is there. A pipe or a device is none, and is not opened: one might wait for it for ever.

    Raises:
        OSError: If the file cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC
