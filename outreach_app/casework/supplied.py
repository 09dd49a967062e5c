"""What was given, as one sentence: "10 condoms, 4 lube, 8 brought back."."""

from collections.abc import Mapping

from outreach_app.vocabulary import CodeList
from outreach_app.words import known, say


def sentence(items: CodeList, supplies: Mapping[str, int], returns: int) -> str:
    """Say what was given and what came back; empty when nothing was."""
    order = {code: place for place, code in enumerate(items.codes())}
    parts = [
        f"{number} {name(items, item, number)}"
        for item, number in sorted(supplies.items(), key=lambda each: order.get(each[0], 999))
    ]
    if returns:
        parts.append(say("contact.brought_back", count=returns))
    return ", ".join(parts) + "." if parts else ""


def name(items: CodeList, item: str, number: int) -> str:
    """Return the everyday name of an item, for this number of them."""
    key = f"contact.item.{item}"
    return say(key, count=number) if known(key) else items.label(item).lower()
