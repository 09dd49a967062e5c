"""Showing a shift that was read: its head, its rows, its sum, and what to say of an empty one."""

from zoneinfo import ZoneInfo

from outreach_app.casework.night_page import NightView
from outreach_app.words import say
from ui import when
from ui.colleagues import together
from ui.page import Context
from ui.pages.session.build import Parts
from ui.pages.session.closing import NIGHTS
from ui.session_words import session_words


def show(parts: Parts, view: NightView | None, context: Context, *, own: bool) -> None:
    """Show a shift, or that none is open; `own` is the open one of whoever sits here."""
    zone: ZoneInfo = context.desk.zone  # type: ignore[assignment]  # a ZoneInfo, which the protocol does not say
    running = view is not None and view.table.session.ended_at is None
    parts.beside.want_panel(wanted=view is not None)
    # Takes the room of the table while there is none.
    parts.room.setVisible(view is None)
    if view is None:
        parts.starting.offer()
    else:
        parts.starting.put_away()
    for each in (parts.grid, parts.totals, parts.foot):
        each.setVisible(view is not None)
    for each in (parts.area, parts.paper, parts.end, parts.more):
        each.setVisible(running)
    parts.next.setVisible(running and not parts.closing.is_open)
    parts.reopen.setVisible(_may_open_again(view, context))
    if view is None:
        parts.head.set_title(say("session.none.title"))
        context.relay.session.emit("")
        return
    _head(parts, view, zone)
    parts.model.show(view, with_next=running)
    parts.next.show_view(view)
    parts.panel.show_view(view)
    night = view.table.session.type in NIGHTS
    parts.totals.show_view(view, night=night)
    parts.grid.say_empty(_empty(view, running=running))
    parts.next.repeat.setEnabled(bool(view.last))
    day = when.long_day(when.local_day(view.table.session.started_at, zone)).rsplit(" ", 1)[0]
    parts.foot_words.setText(say(f"session.foot.{'night' if night else 'other'}", day=day))
    if own:
        words = session_words(view.table.session, view.table.lists, zone)
        context.relay.session.emit(words)


def tell_details(parts: Parts, *, tiny: bool) -> None:
    """Say below the table what its hidden columns hold, in the narrowest window."""
    index = parts.grid.currentIndex()
    shown = tiny and index.isValid() and parts.grid.isVisibleTo(parts.body)
    parts.details.setVisible(shown)
    if not shown:
        return
    words = []
    for number, column in enumerate(parts.model.columns()):
        text = parts.model.words(parts.model.index(index.row(), number)) if number > 1 else ""
        if text:
            words.append(say("session.table.details", title=column.title, words=text))
    parts.details_words.setText("  ·  ".join(words) or say("shell.none"))


def _head(parts: Parts, view: NightView, zone: ZoneInfo) -> None:
    shift, lists = view.table.session, view.table.lists
    start = when.local_day(shift.started_at, zone)
    said = {
        "day": when.lately(start, start),
        "time": when.clock_time(shift.started_at, zone),
        "who": together(shift.workers, view.names),
    }
    if shift.ended_at is None:
        line = say("session.head.line", **said)
        if shift.area:
            area = lists["area"].label(shift.area)
            line = f"{line} {say('session.head.now_in', area=area)}"
    else:
        line = say("session.head.line_ended", ended=when.clock_time(shift.ended_at, zone), **said)
    parts.head.set_title(lists["session_type"].label(shift.type), line)
    words = say(f"session.head.{'end_night' if shift.type in NIGHTS else 'end_other'}")
    parts.end.setText(words)
    parts.end.setAccessibleName(words)


def _empty(view: NightView, *, running: bool) -> str:
    if view.table.rows:
        return ""
    if not running:
        return say("session.table.empty_ended")
    letter = next((pack.letter for pack in view.table.packs if pack.letter), None)
    if letter is None:
        return say("session.table.empty_plain")
    return say("session.table.empty", letter=letter)


def _may_open_again(view: NightView | None, context: Context) -> bool:
    """Tell whether the shift ended today, so that it may be opened again."""
    ended = view.table.session.ended_at if view is not None else None
    zone = context.desk.zone
    today = when.local_day(context.desk.clock.now(), zone)
    return ended is not None and when.local_day(ended, zone) == today
