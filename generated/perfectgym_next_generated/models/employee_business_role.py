from perfectgym_next.enums import OpenEnum


class EmployeeBusinessRole(OpenEnum):
    """Main function of the employee in the business

    The vendor may add values; see `OpenEnum`.
    """

    STUDIO_OWNER = "STUDIO_OWNER"
    STUDIO_MANAGER = "STUDIO_MANAGER"
    TRAINER = "TRAINER"
    SERVICE_EMPLOYEE = "SERVICE_EMPLOYEE"
    ADMINISTRATION_OR_FINANCE = "ADMINISTRATION_OR_FINANCE"
    MARKETING = "MARKETING"


VALUES = EmployeeBusinessRole.values()
