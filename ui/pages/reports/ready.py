"""The card that says whether a report may leave: eight things that were looked at."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from outreach_app.reports.before_leaving import Check, Name
from outreach_app.reports.leaks import Leak
from outreach_app.reports.showing import Shown
from outreach_app.words import say
from ui.theme import put_icon, put_status
from ui.widgets.buttons import link
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label

# In the order of the document they come from.
_NAMES: Final[tuple[Name, ...]] = (
    *("frozen", "cases", "consent", "totals"),
    *("people", "small", "leaks", "second"),
)


class Checks(Card):
    """Lines with an icon each: a tick, an open ring, or what to look at.

    Signals: `wanted` carries a page and its parameters; `issue_wanted` that it is to be issued;
    `hidden_wanted` that the hidden figures are to be listed.
    """

    wanted = Signal(str, dict)
    issue_wanted = Signal()
    hidden_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("reports.ready.title"), name="reports.ready")
        self._checks: dict[str, Check] = {}
        self._lines = []
        for name in _NAMES:
            icon = icon_label("agree", "ok", 16)
            words = label("", wrap=True, name=f"reports.ready.{name}")
            line = row(icon, words, gap=8)
            line.setStretch(1, 1)
            self.add(line)
            go = link(say(f"reports.ready.go.{name}"), f"reports.ready.{name}.go")
            go.clicked.connect(partial(self._go, name))
            self.add(go)
            self._lines.append((icon, words, go))

    def show_report(self, shown: Shown, issued_on: str) -> None:
        """Show the checks of a report; `issued_on` is the day in words."""
        self._checks = {each.name: each for each in shown.checks}
        for (icon, words, go), check in zip(self._lines, shown.checks, strict=True):
            if check.state == "stop":
                put_icon(icon, "error", "stop", 16)
            else:
                put_status(icon, "need_met" if check.state == "ok" else "need_to_start", 16)
            words.setText(_words(check, shown, issued_on))
            go.setVisible(check.state != "ok" and self._leads(check, shown))

    def _leads(self, check: Check, shown: Shown) -> bool:
        """Tell whether there is somewhere to go from here."""
        if check.name == "second":
            return shown.issued is None
        return bool(check.page) or check.name == "small"

    def _go(self, name: Name) -> None:
        if name == "second":
            self.issue_wanted.emit()
        elif name == "small":
            self.hidden_wanted.emit()
        else:
            check = self._checks[name]
            self.wanted.emit(check.page, dict(check.where))


def against(shown: Shown) -> str:
    """Say everything that stands against a report, one sentence each."""
    found = [_words(check, shown, "") for check in shown.checks if check.state == "stop"]
    return "\n".join(found)


def found_words(leaks: tuple[Leak, ...]) -> str:
    """Say what of the casebook stands in the pages."""
    words = [
        say(
            f"reports.found.{each.kind}" if each.words else "reports.found.restricted",
            words=each.words,
        )
        for each in leaks
    ]
    return say("reports.ready.found", count=len(leaks), words=", ".join(dict.fromkeys(words)))


def _words(check: Check, shown: Shown, issued_on: str) -> str:
    own: dict[str, Callable[[Check, Shown, str], str]] = {
        "frozen": _frozen,
        "totals": _totals,
        "leaks": _leaks,
        "second": _second,
    }
    if check.name in own:
        return own[check.name](check, shown, issued_on)
    if check.name == "small" and check.data.get("inside"):
        return say("reports.ready.inside")
    words = f"reports.ready.{check.name}_{'against' if check.state == 'stop' else 'fine'}"
    if check.name == "consent" and check.state == "stop":
        return say(words, count=check.data["count"])
    return say(words)


def _frozen(check: Check, shown: Shown, issued_on: str) -> str:
    if shown.issued is not None:
        return say("reports.ready.issued", day=issued_on)
    if not shown.pack.protected:
        return say("reports.ready.inside_now")
    return say("reports.ready.closed" if check.data["closed"] else "reports.ready.draft")


def _totals(check: Check, shown: Shown, _: str) -> str:
    if check.state == "ok":
        return say("reports.ready.agree")
    names = ", ".join(say(f"lines.{key}.label") for key in shown.not_adding_up)
    return say("reports.ready.disagree", lines=names)


def _leaks(check: Check, shown: Shown, _: str) -> str:
    return say("reports.ready.clean") if check.state == "ok" else found_words(shown.leaks)


def _second(check: Check, _: Shown, __: str) -> str:
    if check.data["inside"]:
        return say("reports.ready.second_inside")
    if check.state == "ok":
        return say("reports.ready.checked", name=check.data["name"])
    return say("reports.ready.unchecked")
