"""What will be saved, in one sentence, and what it will count as."""

from datetime import tzinfo
from typing import Final

from outreach_app.casework import supplied
from outreach_app.casework.contact_entry import Start
from outreach_app.casework.contacts import KNOWN, NEW, ContactDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, when
from ui.pages.log_contact.parts import words_of

_NOT_KNOWN: Final = "unknown"


def will_be_saved(draft: ContactDraft, lists: Vocabulary, zone: tzinfo) -> str:
    """Say everything that stands in the form: place, moment, how it went, what was given."""
    local = when.local_day(draft.started_at, zone)
    moment = f"{when.lately(local, local)} {when.clock_time(draft.started_at, zone)}"
    parts = [
        say(
            "contact.sentence.place",
            setting=words_of(lists["contact_setting"], draft.setting, "setting"),
            area=_area(draft, lists),
            when=moment,
        ),
        say(
            "contact.sentence.outcome",
            outcome=words_of(lists["contact_outcome"], draft.outcome, "outcome"),
        ),
    ]
    given = {item: number for item, number in draft.supplies.items() if number}
    sentence = supplied.sentence(lists["supply_item"], given, draft.needle_returns)
    if sentence:
        parts.append(sentence)
    if draft.who == NEW and draft.new_alias.strip():
        parts.append(say("contact.sentence.new", name=saying.name(draft.new_alias.strip(), None)))
    return " ".join(parts)


def counts_as(draft: ContactDraft, lists: Vocabulary) -> str:
    """Say what this contact will add to the figures."""
    if not lists["contact_outcome"][draft.outcome].maps.get("counts"):
        return say("contact.sentence.not_counted")
    if draft.who == KNOWN:
        return say("contact.sentence.counts_known")
    if draft.who == NEW:
        return say("contact.sentence.counts_new")
    return say("contact.sentence.counts_nobody", count=draft.people)


def head(draft: ContactDraft, start: Start | None, zone: tzinfo, *, late: bool) -> str:
    """Say when it was, and on which shift."""
    key, data = "contact.page.line", {"when": when.full(draft.started_at, zone)}
    if late:
        key = "contact.page.line_late"
    elif start and not start.on_shift:
        key = "contact.page.line_walk_in"
    elif start and start.session and draft.session_id == start.session.id:
        key = "contact.page.line_session"
        data["session"] = start.lists["session_type"].label(start.session.type).lower()
        data["start"] = when.clock_time(start.session.started_at, zone)
    return say(key, **data)


def short(draft: ContactDraft, alias: str, area: str, zone: tzinfo) -> str:
    """Say who, where and when in a few words, for the narrowest window."""
    who = {KNOWN: alias, NEW: saying.name(draft.new_alias.strip(), None)}.get(draft.who, "")
    if draft.who == KNOWN and not who:
        # Nobody is chosen yet, or the name is on its way.
        who = "…"
    return say(
        "contact.page.short",
        who=who or say("contact.page.not_named_short"),
        area=area,
        time=when.clock_time(draft.started_at, zone),
    )


def _area(draft: ContactDraft, lists: Vocabulary) -> str:
    if draft.area == _NOT_KNOWN:
        return say("contact.sentence.area_not_known")
    return words_of(lists["area"], draft.area)
