"""The resources: a module for each tag, which is imported when a class of it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .appointments import Appointments as Appointments
    from .appointments import AsyncAppointments as AsyncAppointments
    from .checkin_vouchers import AsyncCheckinVouchers as AsyncCheckinVouchers
    from .checkin_vouchers import CheckinVouchers as CheckinVouchers
    from .classes import AsyncClasses as AsyncClasses
    from .classes import Classes as Classes
    from .cross_studio import AsyncCrossStudio as AsyncCrossStudio
    from .cross_studio import CrossStudio as CrossStudio
    from .customers import AsyncCustomers as AsyncCustomers
    from .customers import Customers as Customers
    from .customers_account import AsyncCustomersAccount as AsyncCustomersAccount
    from .customers_account import CustomersAccount as CustomersAccount
    from .customers_communication import AsyncCustomersCommunication as AsyncCustomersCommunication
    from .customers_communication import CustomersCommunication as CustomersCommunication
    from .customers_self_service import AsyncCustomersSelfService as AsyncCustomersSelfService
    from .customers_self_service import CustomersSelfService as CustomersSelfService
    from .devices import AsyncDevices as AsyncDevices
    from .devices import Devices as Devices
    from .employees import AsyncEmployees as AsyncEmployees
    from .employees import Employees as Employees
    from .finance import AsyncFinance as AsyncFinance
    from .finance import Finance as Finance
    from .leads import AsyncLeads as AsyncLeads
    from .leads import Leads as Leads
    from .membership_self_service import AsyncMembershipSelfService as AsyncMembershipSelfService
    from .membership_self_service import MembershipSelfService as MembershipSelfService
    from .memberships import AsyncMemberships as AsyncMemberships
    from .memberships import Memberships as Memberships
    from .payments import AsyncPayments as AsyncPayments
    from .payments import Payments as Payments
    from .studios import AsyncStudios as AsyncStudios
    from .studios import Studios as Studios
    from .trial_offers import AsyncTrialOffers as AsyncTrialOffers
    from .trial_offers import TrialOffers as TrialOffers

_MODULES = {
    "AsyncAppointments": "appointments",
    "Appointments": "appointments",
    "AsyncCheckinVouchers": "checkin_vouchers",
    "CheckinVouchers": "checkin_vouchers",
    "AsyncClasses": "classes",
    "Classes": "classes",
    "AsyncCrossStudio": "cross_studio",
    "CrossStudio": "cross_studio",
    "AsyncCustomers": "customers",
    "Customers": "customers",
    "AsyncCustomersAccount": "customers_account",
    "CustomersAccount": "customers_account",
    "AsyncCustomersCommunication": "customers_communication",
    "CustomersCommunication": "customers_communication",
    "AsyncCustomersSelfService": "customers_self_service",
    "CustomersSelfService": "customers_self_service",
    "AsyncDevices": "devices",
    "Devices": "devices",
    "AsyncEmployees": "employees",
    "Employees": "employees",
    "AsyncFinance": "finance",
    "Finance": "finance",
    "AsyncLeads": "leads",
    "Leads": "leads",
    "AsyncMembershipSelfService": "membership_self_service",
    "MembershipSelfService": "membership_self_service",
    "AsyncMemberships": "memberships",
    "Memberships": "memberships",
    "AsyncPayments": "payments",
    "Payments": "payments",
    "AsyncStudios": "studios",
    "Studios": "studios",
    "AsyncTrialOffers": "trial_offers",
    "TrialOffers": "trial_offers",
}


if not TYPE_CHECKING:  # a __getattr__ that type checkers saw would make every name right

    def __getattr__(name: str) -> Any:
        try:
            module = _MODULES[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(_MODULES)
