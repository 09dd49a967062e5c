"""What a pack is: its name, its reader, its periods, its words at the head of the pages."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from outreach_app.reports.pack_pieces import READERS
from outreach_app.reports.pack_rules import FUNDERS, POLICE, PUBLIC
from outreach_app.statistics.methods import EXACT, METHODS
from outreach_app.statistics.packs import INSIDE
from outreach_app.words import lookup, say
from ui.pages.pack.logo_pick import LogoPick
from ui.pages.pack.part_form import KINDS
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.select import Select

Bind = Callable[[str, QWidget, Field | None], None]
_STORIES: Final = ("0", "1", "2", "3")


class AboutCard(Card):
    """The fields, each bound by `bind` under its name in the draft."""

    def __init__(self, bind: Bind) -> None:
        super().__init__(name="pack.about")
        self.setAccessibleName(say("packs.about.title"))
        self._bind = bind
        self.fields: dict[str, Field] = {}
        self._text("label", hint=say("packs.about.label_hint"))
        self.reader = Select(
            "pack.reader",
            say("packs.about.reader"),
            [(each, say(f"packs.reader.{each}.name")) for each in READERS],
            letters=16,
        )
        self._ask("reader", self.reader)
        self.reader_line = label("", "small", wrap=True, name="pack.reader.line")
        self.add(self.reader_line)
        self._text("audience", hint=say("packs.about.audience_hint"))
        self.kinds = ManyChips(
            "pack.kinds",
            say("packs.about.kinds"),
            [(kind, say(f"packs.kind.{kind}")) for kind in KINDS],
        )
        self._ask("kinds", self.kinds)
        months = [(str(at), words) for at, words in enumerate(lookup("when.months"), start=1)]
        self.year_starts = Select(
            "pack.year_starts", say("packs.about.year_starts"), months, letters=9
        )
        self._ask("year_starts", self.year_starts, hint=say("packs.about.year_starts_hint"))
        for kind in KINDS:
            self._text(f"titles.{kind}")
        self._text("intro", hint=say("packs.about.intro_hint"))
        self.method = ChipGroup(
            "pack.method",
            say("packs.about.method"),
            [(each, say(f"packs.about.method_{each}")) for each in METHODS],
        )
        self._ask("method", self.method, hint=say("packs.about.method_hint"))
        self.once = QCheckBox(say("packs.about.once"))
        self.once.setObjectName("pack.once")
        self.once.setAccessibleName(self.once.text())
        self._bind("once", self.once, None)
        self.add(self.once)
        self.signatures = QCheckBox(say("packs.about.signatures"))
        self.signatures.setObjectName("pack.signatures")
        self.signatures.setAccessibleName(self.signatures.text())
        self._bind("signatures", self.signatures, None)
        self.add(self.signatures)
        self.stories = ChipGroup(
            "pack.stories",
            say("packs.about.stories"),
            [(each, say(f"packs.about.stories_{each}")) for each in _STORIES],
        )
        self._ask("stories", self.stories)
        self.logo = LogoPick()
        self._ask("logo", self.logo, hint=say("packs.about.logo_hint"))

    def follow(self, reader: str, kinds: list[str]) -> None:
        """Show what can be answered for a reader and these periods, and nothing else."""
        line = say(f"packs.reader.{reader}.line") if reader else ""
        self.reader_line.setText(line)
        self.reader_line.setVisible(bool(line))
        self.fields["method"].setVisible(reader != INSIDE)
        exact = reader != INSIDE and self.method.value() == EXACT
        self.once.setVisible(reader not in (POLICE, PUBLIC) and not exact)
        self.signatures.setVisible(reader != POLICE)
        self.fields["stories"].setVisible(reader in FUNDERS)
        self.fields["year_starts"].setVisible("year" in kinds)
        for kind in KINDS:
            self.fields[f"titles.{kind}"].setVisible(kind in kinds)

    def _text(self, name: str, hint: str = "") -> None:
        made = QLineEdit()
        made.setObjectName(f"pack.{name}")
        self._ask(name, made, hint=hint)

    def _ask(self, name: str, widget: QWidget, hint: str = "") -> None:
        frame = Field(say(f"packs.about.{name}"), widget, hint=hint)
        self.fields[name] = frame
        self._bind(name, widget, frame)
        self.add(frame)


def titles(values: dict[str, Any]) -> dict[str, str]:
    """Return the titles by kind of period out of the values of the fields."""
    return {kind: str(values[f"titles.{kind}"]).strip() for kind in KINDS}
