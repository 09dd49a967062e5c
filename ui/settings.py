"""Settings of this computer that name no person: theme, text size, last casebook, auto-lock."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from outreach_app import paths
from ui.capture import HIDDEN, SHOWN

FILE: Final = "settings.json"
AUTOLOCK_MINUTES: Final = (2, 30)


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen. `last_casebook` is a path or "", `autolock_minutes` from 2 to 30.

    `report_audience` is the pack the reports page showed last, `needs_view` how the page of needs
    was looked at: ``board``, ``table``, ``referrals`` or "" for not chosen yet. `screen` is
    ``hidden`` or ``shown``: whether windows are seen by what captures the screen (`ui.capture`).
    """

    scheme: str = "system"
    text_size: int = 100
    autolock_minutes: int = 5
    last_casebook: str = ""
    report_audience: str = ""
    needs_view: str = ""
    screen: str = HIDDEN


class Settings:
    """The choices and where they are kept.

    A damaged file gives the defaults: it holds nothing that could be missed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or paths.settings_folder()) / FILE
        self._choices = _read(self._path)

    @property
    def choices(self) -> Choices:
        """The present choices."""
        return self._choices

    def choose(self, **new: Any) -> None:
        """Change some choices and keep them; a folder that cannot be written loses them quietly."""
        self._choices = _sound(asdict(replace(self._choices, **new)))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(asdict(self._choices), indent=1), encoding="utf-8")
        except OSError:
            # A theme is not worth stopping anybody for; the choice holds until the program ends.
            return


def _read(path: Path) -> Choices:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Choices()
    return _sound(raw) if isinstance(raw, dict) else Choices()


def _sound(raw: Mapping[str, Any]) -> Choices:
    """Keep what has the right shape, take the default for the rest."""
    standard = asdict(Choices())
    known = {field.name for field in fields(Choices)}
    kept = {
        name: value
        for name, value in raw.items()
        if name in known and isinstance(value, type(standard[name]))
    }
    found = replace(Choices(), **kept)
    least, most = AUTOLOCK_MINUTES
    screen = SHOWN if found.screen == SHOWN else HIDDEN
    minutes = min(max(found.autolock_minutes, least), most)
    return replace(found, autolock_minutes=minutes, screen=screen)
