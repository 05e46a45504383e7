"""Generated from the description of PerfectGym Next API 1.10.0; never edited.

Import `perfectgym_next` instead, unless the raw layer is wanted: ``api`` has a module for each operation, whose
``build`` makes a request for `perfectgym_next.PerfectGym.send_detailed`.
"""

API_VERSION = "1.10.0"
