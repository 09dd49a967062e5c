"""The second card: setting, area, and how it went. All three are preset."""

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.log_contact import parts
from ui.widgets.card import Card
from ui.widgets.chips_more import ChipsMore
from ui.widgets.field import Field

_TINY_SETTINGS = 5
_TINY_AREAS = 3
_WIDE_AREAS = 6


class WhereCard(Card):
    """Where it was. `setting`, `area` and `outcome` are the fields, each with its frame."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"2  {say('contact.page.where')}", keys=("Alt", "2"), name=f"{name}.card_where"
        )
        more = say("contact.page.more")
        self.setting = ChipsMore(f"{name}.setting", say("contact.page.setting"), more)
        self.area = ChipsMore(f"{name}.area", say("contact.page.area"), more)
        self.outcome = ChipsMore(f"{name}.outcome", say("contact.page.outcome"), more)
        self.setting_frame = Field(say("contact.page.setting"), self.setting, side=True)
        self.area_frame = Field(say("contact.page.area"), self.area, side=True)
        self.outcome_frame = Field(say("contact.page.outcome"), self.outcome, side=True)
        self.body.setSpacing(6)
        for frame in (self.setting_frame, self.area_frame, self.outcome_frame):
            self.add(frame)
        self._lists: Vocabulary | None = None
        self._tiny = False

    def offer(self, lists: Vocabulary) -> None:
        """Offer what the project's lists hold."""
        self._lists = lists
        self._offer()

    def compact(self, width_class: str) -> None:
        """Show fewer and shorter chips in the narrowest window."""
        tiny = width_class == "tiny"
        if tiny != self._tiny:
            self._tiny = tiny
            self._offer()

    def _offer(self) -> None:
        if self._lists is None:
            return
        settings, usual = parts.settings(self._lists)
        areas, near = parts.areas(self._lists, _TINY_AREAS if self._tiny else _WIDE_AREAS)
        outcomes, likely = parts.outcomes(self._lists, short=self._tiny)
        self.setting.offer(settings, _TINY_SETTINGS if self._tiny else usual)
        self.area.offer(areas, near)
        self.outcome.offer(outcomes, likely)
