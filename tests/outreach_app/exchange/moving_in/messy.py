"""An invented spreadsheet as projects keep them: two hundred rows, several hands, several years."""

import csv
from io import BytesIO, StringIO

from openpyxl import Workbook

from outreach_app.exchange.moving_in import naming
from outreach_app.exchange.moving_in.taking import Look


def agreed(seen: Look) -> dict[str, str]:
    """Say yes to everybody proposed."""
    return {
        naming.key(each.name): each.proposed
        for each in seen.fitted.names
        if not each.choice and each.proposed
    }


HEADINGS = (
    "Date",
    "Time",
    "Name",
    "Where",
    "Type of contact",
    "Result",
    "Condoms",
    "Mins",
    "Notes",
)
_NAMES = ("Rose", "Dune ", "blonde Kay", "Zoë", "José", "Rose M", "", "anon")
_PLACES = ("Market End", "canalside", "Canal side", "?", "Northgate")
_WAYS = ("Van", "van", "Street outreach", "Phone", "drop-in")
_RESULTS = ("talked", "Engaged", "no answer", "quick chat")


def rows(count: int = 200) -> list[list[str]]:
    """Return the rows; each fifth date is written another way, each field sometimes left blank."""
    made = []
    for n in range(count):
        day, month = n % 27 + 1, n % 12 + 1
        written = (
            f"{day:02d}/{month:02d}/2024",
            f"{day}.{month}.24",
            f"2024-{month:02d}-{day:02d}",
            f"{day} {('Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec')[month - 1]} 2024",
            f"Mon {day}/{month}/2024",
        )[n % 5]
        made.append(
            [
                written,
                ("21:40", "9.15pm", "", "?", "0030")[n % 4],
                _NAMES[n % len(_NAMES)],
                _PLACES[n % len(_PLACES)],
                _WAYS[n % len(_WAYS)],
                _RESULTS[n % len(_RESULTS)],
                str(n % 7) if n % 3 else "",
                "" if n % 2 else "10",
                f"note {n}; “warm”",
            ]
        )
    return made


def as_csv(some: list[list[str]], encoding: str = "cp1252", separator: str = ";") -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(["Outreach log 2024", *[""] * 8])
    writer.writerow([])
    writer.writerow(HEADINGS)
    writer.writerows(some)
    return out.getvalue().encode(encoding)


def as_book(some: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Log"
    sheet.append(["Outreach log 2024"])
    sheet.append([])
    sheet.append(HEADINGS)
    for row in some:
        sheet.append([int(x) if x.isdecimal() and len(x) < 4 else x or None for x in row])
    book.create_sheet("Empty")
    out = BytesIO()
    book.save(out)
    return out.getvalue()
