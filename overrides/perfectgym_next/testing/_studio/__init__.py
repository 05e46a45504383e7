"""The state of the studio behind the embedded API, and its rules."""
