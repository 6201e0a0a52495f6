"""The virtual environment of the peers, apart from the project's: made when it is first needed, then used again.

What it holds is pinned in `peers.txt`; which peers there are and how they run is told in `peers`.
"""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path
from typing import Final

_PINS: Final = Path(__file__).parent / "peers.txt"
#: Beside the packages stands a copy of the pins they were installed by, written last.
_INSTALLED: Final = "installed.txt"
_PIP: Final = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-input", "--retries", "1", "-r", str(_PINS))


class NotInstalled(Exception):
    """The environment cannot be made; the message says why."""


def pinned_versions() -> dict[str, str]:
    """The version of every package, by its name."""
    lines = _PINS.read_text(encoding="utf-8").splitlines()
    pins = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {name: version for name, _, version in pins}


def peer_python(folder: Path | None = None) -> Path:
    """The interpreter of the environment, which is made unless it is there with these very pins.

    Args:
        folder: Where it stands or is made; a folder among the user's caches by default.

    Raises:
        NotInstalled: If it cannot be made.
    """
    folder = (folder or _usual_folder()).absolute()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed, pins = folder / _INSTALLED, _PINS.read_text(encoding="utf-8")
    if python.exists() and installed.exists() and installed.read_text(encoding="utf-8") == pins:
        return python
    # Making it clears the folder.
    if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
        message = f"{folder} holds other things"
        raise NotInstalled(message)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(folder)
        subprocess.run([python, *_PIP], check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise NotInstalled(_reason(error)) from error
    except OSError as error:
        raise NotInstalled(str(error)) from error
    installed.write_text(pins, encoding="utf-8")
    return python


def _usual_folder() -> Path:
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches, "lineage", "peers")


def _reason(error: subprocess.CalledProcessError) -> str:
    """The first error that pip tells, else the last line that is said."""
    said = error.stderr or error.stdout or ""
    text: str = said if isinstance(said, str) else said.decode(errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("ERROR")), [str(error), *lines][-1])
