"""What is let go of and when: proposed by the program, decided by the lead, never by itself."""
