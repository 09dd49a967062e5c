"""The last step: what would come in, and every row that does not fit, with the reason."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.casework.lists import area_label
from outreach_app.exchange.moving_in import numbers
from outreach_app.exchange.moving_in.matching import Fitted, Matching, Trouble
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui import when
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label, show_if
from ui.widgets.listing import Listing
from ui.widgets.rows_model import Column

_WIDTHS: Final = (70, 180, 520)
_LEAST: Final = 190
_LISTED: Final = 500
_LEAST_TINY: Final = 300


class CheckPart(Card):
    """Signals: `aside_wanted`, `again_wanted`, `before_wanted` when a way out is pressed."""

    aside_wanted = Signal()
    again_wanted = Signal()
    before_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.check"), name="moving_in.check")
        self._summary = label(" ", wrap=True, name="moving_in.summary")
        self.add(self._summary)
        self._left_out = label(" ", "small", wrap=True, name="moving_in.left_out")
        self.add(self._left_out)
        self.list: Listing[Trouble] = Listing(
            "moving_in.troubles",
            say("moving_in.check.troubles"),
            (
                Column(say("moving_in.check.row"), lambda t: str(t.number), lambda t: t.number),
                Column(say("moving_in.check.column"), lambda t: t.heading),
                Column(say("moving_in.check.why"), lambda t: t.why, strong=True),
            ),
            _WIDTHS,
            hint=say("moving_in.check.filter"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.add(self.list, 1)
        holder = self._ways = QWidget()
        flow = FlowLayout(holder, gap=8)
        again = button(say("moving_in.check.again"), "moving_in.again", icon="previous")
        again.clicked.connect(self.again_wanted)
        aside = self._aside = button(say("moving_in.check.aside"), "moving_in.aside")
        aside.clicked.connect(self.aside_wanted)
        flow.addWidget(again)
        flow.addWidget(aside)
        before = self._before = button(say("moving_in.check.leave"), "moving_in.before")
        before.clicked.connect(self.before_wanted)
        flow.addWidget(before)
        self.add(holder)
        self.add(label(say("moving_in.check.honest"), "small", wrap=True))
        self.add(label(say("moving_in.check.undo"), "small", wrap=True))

    def compact(self, width_class: str) -> None:
        """Pass the layout on; the reason then stands below the list and needs room."""
        self.list.setMinimumHeight(current().px(_LEAST_TINY if width_class == "tiny" else _LEAST))
        self.list.compact(width_class)

    def show_look(self, look: Look) -> None:
        """Show the sums and the rows that do not fit."""
        fitted = look.fitted
        bad = len(fitted.bad)
        kind = say(f"moving_in.kind.{look.matching.kind}").lower()
        parts = [say("moving_in.check.fit", count=fitted.rows, kind=kind)]
        if look.people:
            parts.append(say("moving_in.check.people", count=look.people))
        if look.matching.without:
            parts.append(say("moving_in.check.set_aside", count=len(look.matching.without)))
        if fitted.same:
            parts.append(say("moving_in.check.same", count=fitted.same))
        if fitted.areas:
            parts.append(
                say("moving_in.check.areas", names=", ".join(map(area_label, fitted.areas)))
            )
        parts += _said(fitted)
        if bad:
            parts.append(say("moving_in.check.bad", count=bad))
        if fitted.before:
            parts.append(say("moving_in.check.before", count=len(fitted.before)))
        self._before.setVisible(bool(fitted.before))
        left = ", ".join(fitted.unmatched)
        self._left_out.setText(say("moving_in.check.left_out", names=left) if left else "")
        show_if(self._left_out, bool(left))
        if len(fitted.troubles) > _LISTED:
            parts.append(say("moving_in.check.first", count=_LISTED))
        self.list.show_rows(fitted.troubles[:_LISTED], empty=(say("moving_in.check.all_fit"), ""))
        self._summary.setText("\n".join(parts))
        self.list.setVisible(bool(bad))
        self._ways.setVisible(bool(bad))

    def decided(self, matching: Matching) -> Matching:
        """Return the matching as it is: nothing is chosen here."""
        return matching

    def take_focus(self) -> None:
        """Focus what does not fit, if anything."""
        if not self.list.isHidden():
            self.list.take_focus()
        else:
            self._summary.setFocus(Qt.FocusReason.OtherFocusReason)


def _said(fitted: Fitted) -> list[str]:
    """Say what was left alone, and what to look at twice."""
    parts = []
    if fitted.first and fitted.last:
        first, last = when.full_day(fitted.first), when.full_day(fitted.last)
        parts.append(say("moving_in.check.days", first=first, last=last))
    if fitted.mixed:
        parts.append(say("moving_in.columns.mixed", examples=" / ".join(fitted.mixed)))
    if fitted.unnamed:
        parts.append(say("moving_in.check.unnamed", count=fitted.unnamed))
    for key, numbered in (("nothing", fitted.nothing), ("above", fitted.above)):
        if numbered:
            rows = numbers.ranges(numbered)
            parts.append(say(f"moving_in.check.{key}", count=len(numbered), rows=rows))
    return parts
