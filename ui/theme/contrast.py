"""WCAG 2.x contrast, so that the floors of the tokens can be measured and not only believed."""

_SPLIT = 0.03928
_CHANNELS = (0.2126, 0.7152, 0.0722)


def _linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= _SPLIT else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of a colour written ``#RRGGBB``."""
    numbers = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return sum(weight * _linear(number) for weight, number in zip(_CHANNELS, numbers, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
