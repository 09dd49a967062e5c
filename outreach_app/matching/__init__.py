"""Who may be the same: descriptions compared, links proposed with reasons, decided by people.

`plates`, `phones`, `accounts`, `features`, `people`, `vehicles`, `rarity`, `compare` and `index`
are pure; `reader`, `proposing`, `decisions` and `safe_plates` know the casebook.
Rules: exchange format, part 9.3.
"""
