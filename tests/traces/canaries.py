"""Words that stand for a person: written into many tables and typed into forms, then looked for.

None of them is a word of the program, of a list, or of a folder, so that one hit is one leak.
"""

from typing import Final

from sqlalchemy import text

from outreach_app.bootstrap import Desk
from outreach_app.casework import care, consents, contacts, people, tasks
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.person_rows import RouteRow
from outreach_app.work import Work

KEPT: Final = "quokkawaffle"
TYPED: Final = "zebrafinchery"
SOUGHT: Final = "wombatparade"
THROWN: Final = "numbatlantern"
PROJECT: Final = "larkspurmarsh"
PASSPHRASE: Final = "candle river mossy lantern tin"
NAME: Final = "daya"
ALL: Final = (KEPT, TYPED, SOUGHT, THROWN, PROJECT, PASSPHRASE)

# Free text and names as they stand in the invented records, table by table.
_MARKED: Final = (
    ("persons", "alias"), ("incidents", "place_exact"), ("incidents", "private_note"),
    ("suspects", "account_name"), ("vehicles", "model"), ("refusals", "reason"),
    ("partner_reports", "project"), ("safeguarding_events", "note"), ("project", "name"),
)  # fmt: skip


def mark(desk: Desk) -> int:
    """Write the words into every row of those tables, and through the services; count the tables."""
    marked = desk.do(_mark)
    key = desk.do(people.add, PersonDraft(alias=f"{KEPT} junior")).value.id
    now = desk.clock.now()
    desk.do(contacts.log, ContactDraft(now, who="known", person_id=key, note=f"{KEPT} was cold"))
    desk.do(tasks.add, tasks.TaskDraft(f"Phone {KEPT}", None, "call", key))
    desk.do(care.add_route, key, RouteRow("text", None, "ask", f"{KEPT} mornings"))
    yes = Answer("housing", "yes", "verbal", "able", named_recipient=f"{KEPT} house")
    desk.do(consents.answer, AnswersDraft(key, None, (yes,)))
    desk.refresh_project()
    return marked + 4


def _mark(work: Work) -> int:
    tables = set()
    for table, column in _MARKED:
        word = PROJECT if table == "project" else KEPT
        # Names of our own tables, none of them from outside.
        done = work.session.execute(
            text(f'UPDATE "{table}" SET "{column}" = "{column}" || :word WHERE "{column}" <> \'\''),
            {"word": f" {word}"},
        )
        if getattr(done, "rowcount", 0):
            tables.add(table)
    return len(tables)
