"""Papers that leave: everything is on them, nothing else, and what they say they say in full."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.outgoing import AlertSheet, Fact, Facts, NoticeSheet
from outreach_app.reports import alert_papers, fact_sheets, letters_out, short_text
from outreach_app.reports.outgoing_page import Made

NOTE = AlertSheet(
    number=15,
    issue=1,
    kind="new",
    heading="Robbery and threats. Canalside, early October.",
    wording="Robbery and threats in Canalside in early October.",
    issued_on=date(2025, 12, 20),
    review_on=date(2026, 2, 14),
    reference="K7Q4-M2XD",
    vehicle="Grey Nissan Qashqai",
    plate="QH54 R?E",
    plate_note="one not seen",
    description="Described as 45 to 54, medium build, grey hair, Midlands accent.",
    acting="Drives to a remote place. Takes the phone.",
)


def words_of(made: Made) -> str:
    """Return the words on the pages, with single spaces."""
    reader = PdfReader(BytesIO(made.data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def with_kind(kind: str, issue: int) -> AlertSheet:
    return AlertSheet(
        15, issue, kind, NOTE.heading, NOTE.wording, NOTE.issued_on, NOTE.review_on, "K7Q4-M2XD"
    )


@pytest.mark.parametrize("write", [alert_papers.poster, alert_papers.pocket])
def test_a_warning_says_all_its_parts(write: object) -> None:
    assert callable(write)
    made = write(NOTE)
    seen = words_of(made)
    for part in ("SAFETY NOTE 15", NOTE.heading, "Grey Nissan Qashqai", "QH54 R?E"):
        assert part in seen
        assert part in made.text
    assert "Review by 14 February 2026. Please do not post online." in seen
    assert "K7Q4-M2XD" in seen
    assert made == write(NOTE)
    assert len(PdfReader(BytesIO(made.data)).pages) == 1


def test_the_registration_is_large_on_the_poster() -> None:
    sizes: dict[str, float] = {}

    def note(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        sizes[text.strip()] = max(size, sizes.get(text.strip(), 0.0))

    page = PdfReader(BytesIO(alert_papers.poster(NOTE).data)).pages[0]
    page.extract_text(visitor_text=note)
    assert max(size for text, size in sizes.items() if "QH54" in text) >= 40.0


def test_eight_cards_on_a_sheet() -> None:
    assert words_of(alert_papers.pocket(NOTE)).count("SAFETY NOTE 15") == 8


def test_a_recall_repeats_nothing_of_the_warning() -> None:
    recalled = with_kind("recalled", 3)
    for made in (alert_papers.poster(recalled), alert_papers.pocket(recalled)):
        assert "SAFETY NOTE 15: TAKEN BACK" in words_of(made)
        assert "Robbery" not in words_of(made)
    assert "Robbery" not in short_text.full(recalled).words


def test_a_corrected_issue_says_which_one_it_replaces() -> None:
    seen = words_of(alert_papers.poster(with_kind("corrected", 2)))
    assert "Issue 2, corrected. Please take issue 1 down." in seen


@given(st.integers(0, 1500))
def test_a_long_wording_shrinks_and_is_never_cut(words: int) -> None:
    wording = "takes the phone " * (words // 3) + "last"
    long = AlertSheet(
        1, 1, "new", "x", wording, NOTE.issued_on, NOTE.review_on, "R", own_words=True
    )
    try:
        made = alert_papers.poster(long)
    except alert_papers.TooLong:
        assert words > 600
        return
    seen = words_of(made)
    assert seen.count("takes the phone") == words // 3
    assert "last" in seen


def test_a_card_that_cannot_hold_the_wording_says_so() -> None:
    long = AlertSheet(
        1, 1, "new", "x", "word " * 900, NOTE.issued_on, NOTE.review_on, "R", own_words=True
    )
    with pytest.raises(alert_papers.TooLong):
        alert_papers.pocket(long)


def test_text_messages_are_counted_as_telephones_count_them() -> None:
    assert short_text.measured("a" * 160).messages == 1
    assert short_text.measured("a" * 161).messages == 2
    assert short_text.measured("a" * 306).messages == 2
    assert short_text.measured("a" * 307).messages == 3
    assert short_text.measured("€" * 80).signs == 160
    assert short_text.measured("ş" * 70).messages == 1
    assert short_text.measured("ş" * 71).messages == 2
    assert short_text.measured("“it’s” – so").words == '"it\'s" - so'


def test_the_short_message_keeps_the_registration() -> None:
    made = short_text.short(NOTE)
    assert made is not None
    assert made.messages == 1
    assert "QH54 R?E" in made.words
    whole = short_text.full(NOTE)
    assert whole.messages == 2
    assert "Midlands accent" in whole.words


FACTS = Facts(
    "police_sheet",
    (Fact("kind", "Kind of harm", ("Robbery",)), Fact("plate", "Registration", ("QH54 R?E", "x"))),
    ("name", "exact place"),
)


def test_a_sheet_says_its_facts_and_what_it_leaves_out() -> None:
    made = fact_sheets.write((FACTS,), "K7Q4-M2XD")
    seen = words_of(made)
    assert "Information for police" in seen
    assert "Registration QH54 R?E" in seen
    assert "This sheet leaves out: name, exact place." in seen
    assert "K7Q4-M2XD" in seen
    assert "Account 1" not in seen
    assert made == fact_sheets.write((FACTS,), "K7Q4-M2XD")


@pytest.mark.parametrize(
    "output", ["num_sheet", "police_sheet", "joint_sheet", "police_report", "agency_letter"]
)
def test_every_sheet_can_be_written(output: str) -> None:
    many = tuple(Fact("x", f"Label {n}", ("Words " * 40,)) for n in range(40))
    made = fact_sheets.write((Facts(output, many), Facts(output, many)), "K7Q4-M2XD")
    reader = PdfReader(BytesIO(made.data))
    assert len(reader.pages) > 1
    assert words_of(made).count("Words") == 2 * 40 * 40
    told = reader.metadata
    assert told is not None
    assert (told.title, told.author, told.creator, told.subject, told.producer) == (
        "Casebook sheet", *[""] * 4,
    )  # fmt: skip


def test_the_letter_names_the_sheet_and_nobody() -> None:
    sheet = NoticeSheet(
        "K7Q4-M2XD", "National Ugly Mugs", None, date(2025, 10, 6), date(2025, 12, 20),
        date(2026, 1, 3),
    )  # fmt: skip
    seen = words_of(letters_out.notice(sheet))
    assert "On 6 October 2025 we sent you a sheet or message with the reference K7Q4-M2XD." in seen
    assert "write back by 3 January 2026" in seen


def test_the_card_holds_the_directory() -> None:
    service = AgencyRow("1", "isva", "Harbour Light", "01632 960001", None, None, "day", None, True)
    seen = words_of(letters_out.referral_card((service,)))
    assert "Harbour Light 01632 960001 day" in seen
    assert "Services are added under Lists." in words_of(letters_out.referral_card(()))
