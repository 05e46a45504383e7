from perfectgym_next.enums import OpenEnum


class DebtDerecognition(OpenEnum):
    """Whether leftover debts are derecognised on rejection always or as the partner directs

    The vendor may add values; see `OpenEnum`.
    """

    BY_PARTNER = "BY_PARTNER"
    ALWAYS = "ALWAYS"


VALUES = DebtDerecognition.values()
