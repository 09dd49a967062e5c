"""Disclosure: what of a report may be printed, judged together with everything given out before.

`cells` takes a report apart, `within` and `across` write down what ties its figures to one another
and to earlier reports, `gate` has the choice made and audited, `protect` puts it all together.
"""

from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.gate import NoProof
from outreach_app.statistics.disclosure.protect import protected

__all__ = ["THRESHOLD", "NoProof", "protected"]
