"""The steps that made the tables what they are, one after another, in frozen SQL."""
