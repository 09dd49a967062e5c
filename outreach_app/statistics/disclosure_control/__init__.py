"""Which figures are withheld, so that no small one can be worked out from everything ever printed.

`problem` says what is known and what must stay open, `choosing` finds a set of figures to withhold:
a quick one first, then the cheapest that can be proven. The auditor, which shares no code with this
room, has the last word.
"""
