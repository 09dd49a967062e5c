"""Numbers as people write them in cells: how many, how long, a telephone; and cells as words."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from outreach_app.exchange.moving_in.dates import Stamp
from outreach_app.exchange.moving_in.spreadsheet import Fault, Value

_WITHOUT_NOUGHT: Final = 10  # digits of a British number without its first
_WHOLE: Final = re.compile(r"(\d{1,9})(?:\.0+)?")
_LONG: Final = re.compile(
    r"(?:(\d{1,2})\s*(?:h|hr|hrs|hour|hours)|(\d{1,2}):(?=\d\d))?\s*"
    r"(?:(\d{1,3})\s*(?:m|min|mins|minute|minutes)?)?(?::00)?"
)
_PARTS: Final = re.compile(r"[;,/|\n]")
_COUNTED: Final = re.compile(
    r"(\d{1,4})\s*[x×]?\s+(\D.*)|(.+?)(?:\s[x×]\s?|\s?[:(]\s?|\s)(\d{1,4})\)?", re.IGNORECASE
)
_ROUNDED: Final = re.compile(r"\d([.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
_MOST_RANGES: Final = 12


def whole(value: Value) -> int | None:
    """Return the whole number a cell holds, None for anything else."""
    if isinstance(value, Decimal):
        fits = value == value.to_integral_value() and 0 <= value < 10**9
        return int(value) if fits else None
    met = _WHOLE.fullmatch(value.strip()) if isinstance(value, str) and value.isascii() else None
    return int(met[1]) if met else None


def minutes(value: Value) -> int | None:
    """Return how many minutes: 45, “45 mins”, “1h 30”, “1:30”, or a cell of hours and minutes."""
    if isinstance(value, Stamp):
        return None if value.day else value.at.hour * 60 + value.at.minute
    found = whole(value)
    if found is not None or not isinstance(value, str):
        return found
    met = _LONG.fullmatch(value.strip().casefold())
    if met is None or not any(met.groups()):
        return None
    return int(met[1] or met[2] or 0) * 60 + int(met[3] or 0)


def parts(value: Value) -> list[str]:
    """Return what stands in one cell one after the other, divided as people do."""
    return [part.strip() for part in _PARTS.split(as_text(value)) if part.strip()]


def counted(part: str) -> tuple[str, int]:
    """Return a thing and how many of it: “2 condoms”, “condoms x2”, “condoms (2)”; else one."""
    met = _COUNTED.fullmatch(part)
    if met is None:
        return part, 1
    return (met[2], int(met[1])) if met[1] else (met[3], int(met[4]))


def telephone(text: str) -> str | None:
    """Return a telephone number with the nought a number cell took; None for one cut short."""
    if _ROUNDED.fullmatch(text):
        return None
    bare = text.isascii() and text.isdecimal() and not text.startswith("0")
    return f"0{text}" if bare and len(text) == _WITHOUT_NOUGHT else text


def as_text(value: Value, *, day: str = "%d/%m/%Y") -> str:
    """Write a cell as it is read by people here, days first; `day` is another way for days."""
    if isinstance(value, Stamp):
        parts = ("%m/%Y" if value.month else day) if value.day else ""
        return value.at.strftime(f"{parts} %H:%M".strip() if value.clock else parts)
    if isinstance(value, Fault):
        return value.shown
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else format(value, "f")
    return value


def ranges(numbers: Iterable[int]) -> str:
    """Write row numbers short: 4–9, 12; the first dozen stretches."""
    made: list[list[int]] = []
    for number in sorted(numbers):
        if made and number == made[-1][-1] + 1:
            made[-1][1:] = [number]
        else:
            made.append([number])
    said = ["–".join(f"{end}" for end in stretch) for stretch in made[:_MOST_RANGES]]
    return ", ".join([*said, "…"] if len(made) > _MOST_RANGES else said)
