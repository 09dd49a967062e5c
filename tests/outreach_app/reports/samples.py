"""Invented reports to print: a funder's and a police liaison's."""

from outreach_app.reports.document import (
    HIDDEN,
    Bar,
    BarChart,
    Column,
    Cover,
    Definition,
    Definitions,
    Document,
    Heading,
    Headlines,
    LineChart,
    MethodLine,
    Notice,
    Pair,
    Revised,
    Series,
    Signatures,
    Table,
    Tile,
    TwoColumns,
)
from outreach_app.words import say

MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")


def withheld() -> Notice:
    return Notice(say("report.withheld.nearest5.notice"))


def funder() -> Document:
    return Document(
        title="Monthly statistics",
        running_title="Monthly statistics, September 2025",
        period_text="1 to 30 September 2025, both days included",
        project="Tidewell Outreach (invented)",
        mark="Revised 1",
        report_number="2025-09-L-2",
        footer=(
            "Tidewell Outreach",
            "Monthly statistics, September 2025",
            "Revised 1",
            "report 2025-09-L-2",
        ),
        blocks=(
            Cover(
                (
                    Pair("Prepared for", "Harbour Community Fund"),
                    Pair("Figures as at", "31 October 2025, 23:59"),
                    Pair("First issued", "8 October 2025"),
                    Pair("Made by, checked by", "M. Adeyemi, D. Kaur"),
                    Pair("Report number", "2025-09-L-2"),
                    Pair("Fingerprint", "7C1D 90AE 44F3 B205"),
                )
            ),
            Headlines(
                Heading("In short", note="r = changed since the first issue, see page 2"),
                (
                    Tile(Revised(52), "different people", "each counted once"),
                    Tile(Revised(134), "contacts", "1 person may have several"),
                    Tile(9, "contacts, not named", "never counted as people"),
                    Tile(22, "sessions", "8 van nights, 9 drop-ins"),
                    Tile(17, "incidents told to us", "told in September, any date"),
                    Tile("11 of 17", "reported in any form", "65 %, their own choice"),
                    Tile(12, "warnings issued", "55 minutes, middle value"),
                    Tile(Revised("9 of 15"), "closed needs were met", "60 %"),
                ),
            ),
            withheld(),
            TwoColumns(
                (
                    Table(
                        Heading("Contacts by setting", 1, "September, contacts"),
                        (
                            Column("Setting", figures=False),
                            Column("Sept"),
                            Column("Aug"),
                            Column("Sep 2024"),
                        ),
                        (
                            ("Street, van and foot", Revised(55), 47, 40),
                            ("Drop-in", 41, 38, 31),
                            ("Casework", 14, 12, 11),
                            ("Indoor visits", HIDDEN, HIDDEN, HIDDEN),
                            ("Online outreach", 11, 10, 7),
                            ("Group", HIDDEN, HIDDEN, HIDDEN),
                        ),
                        ("All", Revised(134), 119, 97),
                    ),
                ),
                (
                    Table(
                        Heading("People", 2, "September, people"),
                        (Column("", figures=False), Column("September")),
                        (("New to us", HIDDEN), ("Known before", HIDDEN)),
                        ("All different people", Revised(52)),
                    ),
                    Table(
                        Heading("Supplies given", 3, "September, items"),
                        (Column("Item", figures=False), Column("September")),
                        (
                            ("Condoms", Revised(1940)),
                            ("Needle-and-syringe sets", 230),
                            ("Sharps brought back (estimate)", 310),
                            ("Naloxone kits", 11),
                        ),
                    ),
                ),
            ),
            TwoColumns(
                (
                    Table(
                        Heading("Incidents by kind", 4, "July to September"),
                        (Column("Main kind", figures=False), Column("Quarter")),
                        (
                            ("Sexual violence", 10),
                            ("Other violence and threats", 13),
                            ("Robbery, theft, non-payment", 8),
                            ("Harassment, stalking, online", 11),
                            ("Exploitation and control", HIDDEN),
                            ("Conduct of officials", HIDDEN),
                            ("Concern, no completed act", HIDDEN),
                        ),
                        ("All", 48),
                        ("Kinds are printed for the quarter.",),
                    ),
                ),
                (
                    BarChart(
                        Heading("Referrals, how far they got", 5, "July to September"),
                        (
                            Bar("Made", 47),
                            Bar("Accepted", 39),
                            Bar("First visit attended", 28),
                            Bar("Completed", 17),
                        ),
                        (
                            (
                                "Read as: of 47 referrals made, 39 were accepted (83 %), 28 attended "
                                "(60 %), 17 completed (36 %). Each stage includes the later ones."
                            ),
                        ),
                    ),
                ),
            ),
            LineChart(
                Heading("Twelve months", 6, "October 2024 to September 2025"),
                MONTHS,
                (
                    Series("contacts", (102, 98, 84, 107, 101, 112, 109, 118, 115, 126, 119, 134)),
                    Series("people", (41, 40, 35, 43, 42, 45, 44, 47, 46, 50, 48, 52)),
                ),
                (
                    (
                        "People are counted once in each month. Months cannot be added up: from July to "
                        "September we met 68 different people, not 150."
                    ),
                ),
            ),
            TwoColumns(
                (
                    Table(
                        Heading("Support needs", 7, "July to September, needs"),
                        (Column("", figures=False), Column("Quarter")),
                        (
                            ("Found", Revised(51)),
                            ("Closed: met, the person says it is sorted", Revised(27)),
                            ("Closed: partly met", 6),
                            ("Closed: not met", HIDDEN),
                            ("Closed: no longer wanted", HIDDEN),
                            ("Closed: lost contact", HIDDEN),
                            ("Still open on 30 September", 34),
                        ),
                    ),
                ),
                (
                    Table(
                        Heading("Sessions held", 8, "September"),
                        (Column("Kind", figures=False), Column("September")),
                        (
                            ("Van nights", 8),
                            ("Drop-in sessions", 9),
                            ("Online outreach blocks", 3),
                            ("Indoor visiting rounds", 2),
                        ),
                        ("All", 22),
                        ("Sessions and items are not about single people, so they are exact.",),
                    ),
                ),
            ),
            Table(
                Heading("What changed since the first issue", 9),
                (
                    Column("Figure", figures=False),
                    Column("First issue"),
                    Column("Now"),
                    Column("Why", figures=False),
                ),
                (
                    ("Different people", 53, 52, "Joined records"),
                    ("Contacts", 133, 134, "Late sheet"),
                    ("Condoms", 1930, 1940, "Same late sheet"),
                    ("Needs closed as met", "8 of 14", "9 of 15", "Late entry"),
                ),
            ),
            Definitions(
                Heading("What the words mean", 10),
                (
                    Definition(
                        "Different people",
                        "Person records with at least one contact in the period, each once. Never "
                        "added across months, places or settings.",
                    ),
                    Definition(
                        "Contact",
                        "A talk, a hand-out or a quick safety check. Calls about a person, attempts "
                        "without an answer and broadcast messages are not contacts.",
                    ),
                    Definition(
                        "Not named",
                        "A contact where no record was made. Counted as a contact, never as a person.",
                    ),
                    Definition(
                        "Session",
                        "A planned opening or shift. It counts for the day it started. Each contact "
                        "counts for its own date, also after midnight.",
                    ),
                    Definition(
                        "Incident",
                        "Harm told to us in the period, whenever it happened. One for each person "
                        "harmed. The person’s own words decide.",
                    ),
                    Definition(
                        "Reported in any form",
                        "By the person’s choice: to NUM for police, to police without a name, or in "
                        "full. Warnings to other workers only are not reports. Conduct of officials is left out.",
                    ),
                    Definition(
                        "Met",
                        "The person says it is sorted. Lost contact is never counted as met. Needs "
                        "no longer wanted are left out.",
                    ),
                    Definition("Counts and shares", "Shares are always shown with both counts."),
                ),
            ),
            MethodLine(
                "Entries used: all recorded by the date above. Late entries, removed doubles and "
                "joined records: –. Word lists version 3. Hiding rule: fewer than 5, with "
                "protection against working out."
            ),
            Signatures(("Made by, date", "Checked by, date", "Received by, date")),
        ),
    )


def police() -> Document:
    return Document(
        title="Liaison statistics",
        running_title="Liaison statistics, September 2025",
        period_text="1 to 30 September 2025, both days included",
        project="Tidewell Outreach (invented)",
        mark="Issued once, not revised",
        report_number="2025-09-V-1",
        footer=(
            "Tidewell Outreach",
            "Liaison statistics, September 2025",
            "issued once",
            "report 2025-09-V-1",
        ),
        blocks=(
            Cover(
                (
                    Pair("Prepared for", "Northshire Police, liaison lead"),
                    Pair("Figures as at", "7 October 2025, 23:59"),
                    Pair("Issued", "8 October 2025, once only"),
                    Pair("Made by, checked by", "project lead, second person"),
                    Pair("Report number", "2025-09-V-1"),
                    Pair("Fingerprint", "E2B8 053F 6D91 C47A"),
                )
            ),
            Headlines(
                Heading(
                    "In short",
                    note="only incidents whose owner agreed to tell police, with or without a name",
                ),
                (
                    Tile(11, "incidents shared", "told to us in September"),
                    Tile("6 of 11", "seen as hate crime", "local strand: sex worker"),
                    Tile(27, "shared, July to September", "as first issued"),
                    Tile("about 5", "not shared in September", "rounded to the nearest 5"),
                ),
            ),
            withheld(),
            TwoColumns(
                (
                    Table(
                        Heading("By class", 1, "July to September, incidents"),
                        (Column("Class", figures=False), Column("Quarter")),
                        (
                            ("Sexual violence", 7),
                            ("Other violence and threats", 9),
                            ("Robbery, theft, damage", HIDDEN),
                            ("Harassment, stalking, online", 6),
                            ("Other", HIDDEN),
                        ),
                        ("All shared", 27),
                    ),
                ),
                (
                    BarChart(
                        Heading("By class, as bars", 2, "July to September"),
                        (
                            Bar("Sexual violence", 7),
                            Bar("Other violence", 9),
                            Bar("Robbery, theft", HIDDEN),
                            Bar("Harassment", 6),
                            Bar("Other", HIDDEN),
                        ),
                    ),
                ),
            ),
            TwoColumns(
                (
                    Table(
                        Heading("Seen as hate crime", 3, "September, incidents shared"),
                        (Column("Sex-worker strand (local)", figures=False), Column("September")),
                        (("Yes, as the person or another sees it", 6), ("No or not asked", 5)),
                        ("All shared", 11),
                    ),
                ),
                (
                    Table(
                        Heading("Not in this table", 4, "September, rounded"),
                        (Column("", figures=False), Column("September")),
                        (("Told to us, not shared with police", "about 5"),),
                        None,
                        ("Rounded to the nearest 5, so that one person’s choice cannot be seen.",),
                    ),
                ),
            ),
            LineChart(
                Heading(
                    "Twelve months",
                    5,
                    "incidents shared, October 2024 to September 2025, as first issued",
                ),
                MONTHS,
                (Series("shared", (7, 6, HIDDEN, 8, 7, 9, 6, 8, HIDDEN, 8, 8, 11)),),
            ),
            Definitions(
                Heading("What the words mean, and what is left out"),
                (
                    Definition(
                        "Shared",
                        "Told to us in September, with agreement in force on 7 October to tell "
                        "police without a name, or in full.",
                    ),
                    Definition(
                        "Class",
                        "The main kind of harm in the person’s own account. Offence classes are for "
                        "the force registrar to decide.",
                    ),
                    Definition(
                        "Left out on purpose",
                        "Names, work names, age, background, addresses, premises, adverts, exact "
                        "days and times, staff and outreach times, and complaints about officials. "
                        "Small areas are never shown.",
                    ),
                    Definition(
                        "Issued once",
                        "If someone takes back agreement later, this page is not printed again, so "
                        "that nobody can find the change by comparing.",
                    ),
                    Definition(
                        "Single reports",
                        "Information about a vehicle or a suspect comes separately, one at a time, "
                        "each with its own agreement.",
                    ),
                ),
            ),
        ),
    )


def headings(document: Document) -> list[Heading]:
    """The headings in reading order."""
    found = (getattr(block, "heading", None) for block in document.plain_blocks())
    return [one for one in found if isinstance(one, Heading)]
