"""Letters and cards that name nobody: please stop using this, and where there is support."""

from collections.abc import Sequence

from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.outgoing import NoticeSheet
from outreach_app.reports.days import day_text
from outreach_app.reports.outgoing_page import Leaf, Made
from outreach_app.words import lookup, say


def notice(sheet: NoticeSheet) -> Made:
    """Return the letter after somebody took back a yes, with an answer slip at its foot."""
    reference = say("papers.reference", reference=sheet.reference)
    leaf = Leaf(say("papers.notice.title"), (reference,)).head()
    leaf.put(say("papers.notice.to", recipient=sheet.named_recipient or sheet.recipient))
    leaf.put(day_text(sheet.asked_on))
    leaf.put(say("papers.notice.opening", sent=day_text(sheet.sent_on), reference=sheet.reference))
    leaf.put(say("papers.notice.taken_back"))
    leaf.put(say("papers.notice.ask_title"), bold=True)
    for ask in lookup("papers.notice.asks"):
        leaf.put("– " + ask.format(by=day_text(sheet.answer_by)), before=2.0)
    leaf.put(say("papers.notice.known"))
    leaf.rule(0.6)
    leaf.put(say("papers.notice.reply_title", reference=sheet.reference), bold=True)
    return leaf.by_hand(lookup("papers.notice.reply")).write()


def referral_card(services: Sequence[AgencyRow]) -> Made:
    """Return the page police hand out: the project's own directory, and no word of any case."""
    leaf = Leaf(say("papers.referral_card.title")).head()
    leaf.put(say("papers.referral_card.what"))
    for right in lookup("papers.referral_card.rights"):
        leaf.put("– " + right, before=2.0)
    leaf.rule(0.6)
    for each in services:
        values = [value for value in (each.phone, each.email, each.address, each.hours) if value]
        leaf.put(each.name, bold=True)
        for value in values:
            leaf.put(value, before=1.0)
    if not services:
        leaf.put(say("papers.referral_card.empty"))
    leaf.rule(0.6)
    return leaf.by_hand(
        [say("papers.referral_card.ring_us"), say("papers.referral_card.given")]
    ).write()
