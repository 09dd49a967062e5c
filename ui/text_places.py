"""Where a place of a text stands in Qt's own text, which counts a sign beyond U+FFFF as two.

Without it, whatever comes after a picture sign in a note would be marked, and taken out, beside
where it is.
"""


def in_qt(text: str, place: int) -> int:
    """Return a place of `text` as Qt counts it."""
    return place + sum(sign > "\uffff" for sign in text[:place])


def of_qt(text: str, place: int) -> int:
    """Return the place of `text` that Qt means; a sign it stands in the middle of is before it."""
    at = 0
    for number, sign in enumerate(text):
        if at >= place:
            return number
        at += 2 if sign > "\uffff" else 1
    return len(text)


def as_shown(text: str) -> str:
    """Return a text as long as it is, for Qt, which makes one sign of both that end a line."""
    return text.replace("\r\n", " \n")
