"""The card of Settings that holds for the whole project; for the lead, every change is noted."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from outreach_app.casework import consent_wording, project_settings
from outreach_app.casework.consent_wording import Wording
from outreach_app.casework.project_settings import ProjectSettings
from outreach_app.words import lookup, say
from ui import when
from ui.dialogs.project_forms import LeadPhone, Letters
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.select import Select

_ON, _OFF = "on", "off"


class ProjectCard(Card):
    """Shown to the lead alone; what is chosen takes effect at once.

    Signal: `wording_wanted` asks for the page of the questions about sharing.
    """

    wording_wanted = Signal()

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(
            say("settings.project"), say("settings.project_note"), name="settings.project"
        )
        self._page, self._context = page, context
        self._now: ProjectSettings | None = None
        self._call = ""
        self.phone = label("", wrap=True, name="settings.phone.words")
        self._add("phone", self.phone, self._change_phone)
        self.on_paper = ChipGroup(
            "settings.paper",
            say("settings.paper.title"),
            [(code, say(f"settings.paper.{code}")) for code in (_OFF, _ON)],
        )
        self.on_paper.chosen.connect(self._choose_paper)
        self.add(Field(say("settings.paper.title"), self.on_paper, hint=say("settings.paper.hint")))
        self.pack = Select("settings.pack", say("settings.pack.title"), letters=16)
        self.pack.activated.connect(lambda _: self._choose_pack())
        self._pack_field = Field(
            say("settings.pack.title"), self.pack, hint=say("settings.pack.hint")
        )
        self.add(self._pack_field)
        self.grant = Select("settings.grant", say("settings.grant.title"), letters=12)
        self.grant.set_choices(
            [
                ("", say("settings.grant.none")),
                *((str(number), name) for number, name in enumerate(lookup("when.months"), 1)),
            ]
        )
        self.grant.activated.connect(lambda _: self._choose_grant())
        self.add(Field(say("settings.grant.title"), self.grant, hint=say("settings.grant.hint")))
        self.letters = label("", wrap=True, name="settings.letters.words")
        self._add("letters", self.letters, self._change_letters)
        self.wording = label("", wrap=True, name="settings.wording.words")
        self._add("wording", self.wording, self.wording_wanted.emit)
        self.hide()

    def _add(self, name: str, words: QLabel, act: object) -> None:
        self.add(label(say(f"settings.{name}.label"), "label"))
        change = button(say(f"settings.{name}.change"), f"settings.{name}.change", small=True)
        if callable(act):
            change.clicked.connect(act)
        line = row(words, change, gap=9)
        line.setStretch(0, 1)
        self.add(line)

    def load(self) -> None:
        """Read the settings; who may not change them is not asked to look at them."""
        if self._context.desk.me.role == "lead":
            desk: Any = self._context.desk
            self._context.background.run(
                lambda: (desk.ask(_read), desk.call), self._show, owner=self
            )
        else:
            self.hide()

    def _show(self, found: tuple[tuple[ProjectSettings, Wording], str]) -> None:
        (now, wording), self._call = found
        self.wording.setText(_version(wording))
        self._now = now
        self.phone.setText(_number(now.lead_phone, self._call))
        self.on_paper.set_value(_ON if now.name_on_paper else _OFF)
        self.pack.set_choices([(pack.code, pack.label) for pack in now.packs])
        self.pack.set_value(now.standard_pack)
        self._pack_field.setVisible(bool(now.packs))
        self.grant.set_value(str(now.grant_month or ""))
        items = now.lists["supply_item"]
        said = [f"{letter} {items.label(item)}" for letter, item in now.letters.items.items()]
        self.letters.setText(", ".join(said) or say("settings.letters.none"))
        self.setVisible(now.may)

    def _change_phone(self) -> None:
        if self._now is not None:
            LeadPhone(self._page, self._context, self._now.lead_phone, self._call).ask()

    def _change_letters(self) -> None:
        if self._now is not None:
            Letters(self._page, self._context, self._now).ask()

    def _choose_paper(self, code: str) -> None:
        self._context.do(project_settings.put_name_on_paper, code == _ON)

    def _choose_pack(self) -> None:
        if self._now is not None and self.pack.value() != self._now.standard_pack:
            self._context.do(project_settings.choose_standard_pack, self.pack.value())

    def _choose_grant(self) -> None:
        month = int(self.grant.value()) if self.grant.value() else None
        if self._now is not None and month != self._now.grant_month:
            self._context.do(project_settings.choose_grant_month, month)


def _read(work: Any) -> tuple[ProjectSettings, Wording]:
    return project_settings.read(work), consent_wording.current(work)


def _version(wording: Wording) -> str:
    """Say in which words people are asked."""
    if wording.since is None:
        return say("settings.wording.shipped")
    day = when.full_day(wording.since)
    return say("settings.wording.version", version=wording.version, day=day)


def _number(inside: str, locked: str) -> str:
    """Say the number of the lead and who sees it."""
    if not inside and not locked:
        return say("settings.phone.none")
    if not locked:
        return say("settings.phone.now_inside", number=inside)
    # Casebooks from before may hold two; keeping it once more makes them one.
    key = "now_both" if inside in ("", locked) else "now_two"
    return say(f"settings.phone.{key}", number=inside or locked, other=locked)
