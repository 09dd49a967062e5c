"""The independent auditor: what an outsider could work out from everything that was ever printed.

It reads the `protection` member of printed figures and nothing else, and shares no code with what
chose the figures to withhold. For every figure that must not be pinned it looks for two complete
tables that agree with everything printed, one low and one high. Such a pair is a *witness*:
checking it is only addition: a mistake in the search can fail an audit, never wrongly pass it.
"""
