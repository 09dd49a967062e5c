"""The words for codes: plain, guessing nobody's sex, and the codes those of the shipped lists."""

import json
import re
import tomllib

from outreach_app import paths
from outreach_app.vocabulary import shipped

_GUESSES = re.compile(r"\b(she|her|hers|he|him|his)\b", re.IGNORECASE)


def _raw() -> dict[str, dict[str, str]]:
    text = paths.resource("vocabulary/vocabulary.json").read_text(encoding="utf-8")
    return {
        name: {code["code"]: code["label"] for code in each["codes"]}
        for name, each in json.loads(text)["lists"].items()
    }


def test_no_word_for_a_code_guesses_whether_somebody_is_a_woman() -> None:
    guessed = [
        (name, entry.code, entry.label)
        for name, each in shipped().lists.items()
        for entry in each.entries.values()
        if _GUESSES.search(entry.label)
    ]
    assert guessed == []


def test_words_shown_instead_belong_to_codes_there_are() -> None:
    raw = _raw()
    shown = tomllib.loads(paths.resource("vocabulary/shown.toml").read_text(encoding="utf-8"))
    for name, words in shown.items():
        assert set(words) <= set(raw[name]), name
        for code, label in words.items():
            assert shipped()[name].label(code) == label
            assert raw[name][code] != label
