"""What can be set, and who says what: flags, `LINEAGE_…` variables, the project's file, the user's file, defaults.

`deciding` holds the settings that decide results, and enter the fingerprint; `running` those that say what a run does
besides. `about` says what each means and its range. `layers` tells, from tables and variables, who says what; `files`
finds and reads the files; `stated` reads all of it for a command, and compares it with an index; `listing` tells every
setting, what holds, and who says so.
"""

from lineage.settings.about import About
from lineage.settings.deciding import COLUMN_SETTINGS, KINDS, Settings
from lineage.settings.files import SettingsFile, user_file
from lineage.settings.layers import ABOUT, DECIDING, Layer, Stated
from lineage.settings.listing import ListedSetting, ListedSettings, list_settings, listed, settings_reference
from lineage.settings.running import RunSettings, bytes_of, check_memory, memory_of
from lineage.settings.stated import StatedSettings, load_settings, read_settings, stated_in

__all__ = [
    "ABOUT",
    "COLUMN_SETTINGS",
    "DECIDING",
    "KINDS",
    "About",
    "Layer",
    "ListedSetting",
    "ListedSettings",
    "RunSettings",
    "Settings",
    "SettingsFile",
    "Stated",
    "StatedSettings",
    "bytes_of",
    "check_memory",
    "list_settings",
    "listed",
    "load_settings",
    "memory_of",
    "read_settings",
    "settings_reference",
    "stated_in",
    "user_file",
]
