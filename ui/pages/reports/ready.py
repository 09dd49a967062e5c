"""The card that says whether a report may leave: what the program checked, and who else did."""

from outreach_app.reports.leaks import Leak
from outreach_app.reports.showing import Shown
from outreach_app.statistics.packs import Pack
from outreach_app.words import say
from ui.theme import put_icon, put_status
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label


class Checks(Card):
    """Lines with an icon each: a tick, an open ring, or what to look at."""

    def __init__(self) -> None:
        super().__init__(say("reports.ready.title"), name="reports.ready")
        self._lines = []
        for name in ("sums", "leaks", "issued", "checked"):
            icon = icon_label("agree", "ok", 16)
            words = label("", wrap=True, name=f"reports.ready.{name}")
            line = row(icon, words, gap=8)
            line.setStretch(1, 1)
            self.add(line)
            self._lines.append((icon, words))

    def show_report(self, shown: Shown, pack: Pack, issued_on: str) -> None:
        """Show the checks of a report; `issued_on` is the day in words."""
        lines = (
            _sums(shown),
            (
                ("stop", found_words(shown.leaks))
                if shown.leaks
                else ("ok", say("reports.ready.clean"))
            ),
            _issued(shown, pack, issued_on),
            _checked(shown),
        )
        for (icon, words), (state, text) in zip(self._lines, lines, strict=True):
            if state == "stop":
                put_icon(icon, "error", "stop", 16)
            else:
                put_status(icon, "need_met" if state == "ok" else "need_to_start", 16)
            words.setText(text)


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


def _sums(shown: Shown) -> tuple[str, str]:
    if not shown.not_adding_up:
        return "ok", say("reports.ready.agree")
    names = ", ".join(say(f"lines.{key}.label") for key in shown.not_adding_up)
    return "stop", say("reports.ready.disagree", lines=names)


def _issued(shown: Shown, pack: Pack, issued_on: str) -> tuple[str, str]:
    if not pack.protected:
        return "open", say("reports.ready.inside")
    if shown.issued is None:
        return "open", say("reports.ready.draft")
    return "ok", say("reports.ready.issued", day=issued_on)


def _checked(shown: Shown) -> tuple[str, str]:
    if shown.issued is not None and shown.issued.checked_by:
        return "ok", say("reports.ready.checked", name=shown.issued.checked_by)
    return "open", say("reports.ready.unchecked")
