"""The words of the questions about sharing: as shipped, and every version the lead wrote since.

An answer keeps the version it was asked in, so a version is never changed and never goes. Versions
stand among the settings of the project and are no part of an exchange file, which carries their
name with each answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from outreach_app.casework import checks, project_settings
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from outreach_app.work import Done, Work, changed

SETTING: Final = "consent_wordings"
# The version that is shipped (resources/words/consent.toml).
SHIPPED: Final = "1"
# A question is read aloud in one breath.
LIMIT: Final = 240


@dataclass(frozen=True, slots=True)
class Wording:
    """One version: the question of each scope, since which day, and who wrote it.

    The shipped one has neither day nor writer.
    """

    version: str
    questions: Mapping[str, str]
    since: date | None = None
    by: str | None = None

    def ask(self, scope: str) -> str:
        """Return the question of a scope, "" where there is none."""
        return self.questions.get(scope, "")


def shipped(lists: Vocabulary) -> Wording:
    """Return the questions as shipped."""
    return Wording(
        SHIPPED,
        {
            code: say(f"consent.ask.{code}")
            for code in lists["consent_scope"].entries
            if known(f"consent.ask.{code}")
        },
    )


def versions(work: Work) -> tuple[Wording, ...]:
    """Return every version, the newest first."""
    first = shipped(work.lists)
    kept = project_settings.value(work, SETTING) or {}
    later = [_read(row, first) for row in kept.get("versions", ())]
    return (*reversed(later), first)


def current(work: Work) -> Wording:
    """Return the questions as they are asked from now on."""
    return versions(work)[0]


def check(questions: Mapping[str, str], before: Wording) -> tuple[Problem, ...]:
    """Find what must be mended before these can be asked; instant, needs no file."""
    problems: list[Problem] = []
    for scope, words in questions.items():
        problems += checks.text(scope, words, LIMIT, needed=True)
    if not problems and not _differing(questions, before):
        problems.append(Problem("nothing", "wording_same"))
    return tuple(problems)


def keep(work: Work, questions: Mapping[str, str]) -> Done[Wording]:
    """Ask in these words from now on, as a new version; answers given before keep theirs.

    For the lead. Whoever is left out keeps the words they have.
    """
    insist(work, (LEAD,))
    before = current(work)
    known_ones = {scope: words for scope, words in questions.items() if scope in before.questions}
    checks.insist(check(known_ones, before))
    made = Wording(
        str(max(int(each.version) for each in versions(work)) + 1),
        {**before.questions, **{scope: _one_line(words) for scope, words in known_ones.items()}},
        work.today,
        work.by,
    )
    kept = project_settings.value(work, SETTING) or {}
    row = {
        "version": made.version,
        "since": work.today.isoformat(),
        "by": work.by,
        "questions": dict(made.questions),
    }
    project_settings.put(work, SETTING, {"versions": [*kept.get("versions", ()), row]})
    audit.note(work, "consent_wording_kept", version=made.version)
    return Done(made, changed("settings", "consents"))


def _differing(questions: Mapping[str, str], before: Wording) -> bool:
    return any(_one_line(words) != before.ask(scope) for scope, words in questions.items())


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _read(row: Mapping[str, Any], first: Wording) -> Wording:
    return Wording(
        str(row["version"]),
        {**first.questions, **row["questions"]},
        date.fromisoformat(row["since"]),
        row.get("by"),
    )
