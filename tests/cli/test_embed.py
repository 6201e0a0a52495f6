"""How much of texts the pages hold: options, tables, what is remembered; results do not depend on it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.errors import ExitCode

from .conftest import NEW
