"""What will be saved, in one sentence, and what it will count as."""

from datetime import tzinfo

from outreach_app.casework import supplied
from outreach_app.casework.contacts import KNOWN, NEW, ContactDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import when
from ui.pages.log_contact.parts import words_of


def will_be_saved(draft: ContactDraft, lists: Vocabulary, zone: tzinfo) -> str:
    """Say everything that stands in the form: place, moment, how it went, what was given."""
    local = when.local_day(draft.started_at, zone)
    moment = f"{when.lately(local, local)} {when.clock_time(draft.started_at, zone)}"
    parts = [
        say(
            "contact.sentence.place",
            setting=words_of(lists["contact_setting"], draft.setting, "setting"),
            area=words_of(lists["area"], draft.area),
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
        parts.append(say("contact.sentence.new", name=draft.new_alias.strip()))
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
