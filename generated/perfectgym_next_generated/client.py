"""The resources of a client: one cached property a tag, made when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfectgym_next.lazy_property import lazy_property

from .types import AsyncClient, SyncClient

if TYPE_CHECKING:
    from .api.appointments import Appointments, AsyncAppointments
    from .api.checkin_vouchers import AsyncCheckinVouchers, CheckinVouchers
    from .api.classes import AsyncClasses, Classes
    from .api.cross_studio import AsyncCrossStudio, CrossStudio
    from .api.customers import AsyncCustomers, Customers
    from .api.customers_account import AsyncCustomersAccount, CustomersAccount
    from .api.customers_communication import AsyncCustomersCommunication, CustomersCommunication
    from .api.customers_self_service import AsyncCustomersSelfService, CustomersSelfService
    from .api.devices import AsyncDevices, Devices
    from .api.employees import AsyncEmployees, Employees
    from .api.finance import AsyncFinance, Finance
    from .api.leads import AsyncLeads, Leads
    from .api.membership_self_service import AsyncMembershipSelfService, MembershipSelfService
    from .api.memberships import AsyncMemberships, Memberships
    from .api.payments import AsyncPayments, Payments
    from .api.studios import AsyncStudios, Studios
    from .api.trial_offers import AsyncTrialOffers, TrialOffers


class Resources(SyncClient):
    """Mixed into the client."""

    @lazy_property
    def appointments(self) -> Appointments:
        """Operations on appointments."""
        from .api.appointments import Appointments

        return Appointments(self)

    @lazy_property
    def checkin_vouchers(self) -> CheckinVouchers:
        """Operations on checkin vouchers."""
        from .api.checkin_vouchers import CheckinVouchers

        return CheckinVouchers(self)

    @lazy_property
    def classes(self) -> Classes:
        """Operations on classes."""
        from .api.classes import Classes

        return Classes(self)

    @lazy_property
    def cross_studio(self) -> CrossStudio:
        """Operations on cross studio."""
        from .api.cross_studio import CrossStudio

        return CrossStudio(self)

    @lazy_property
    def customers(self) -> Customers:
        """Operations on customers."""
        from .api.customers import Customers

        return Customers(self)

    @lazy_property
    def customers_account(self) -> CustomersAccount:
        """Operations on customers account."""
        from .api.customers_account import CustomersAccount

        return CustomersAccount(self)

    @lazy_property
    def customers_communication(self) -> CustomersCommunication:
        """Operations on customers communication."""
        from .api.customers_communication import CustomersCommunication

        return CustomersCommunication(self)

    @lazy_property
    def customers_self_service(self) -> CustomersSelfService:
        """Operations on customers self service."""
        from .api.customers_self_service import CustomersSelfService

        return CustomersSelfService(self)

    @lazy_property
    def devices(self) -> Devices:
        """Operations on devices."""
        from .api.devices import Devices

        return Devices(self)

    @lazy_property
    def employees(self) -> Employees:
        """Operations on employees."""
        from .api.employees import Employees

        return Employees(self)

    @lazy_property
    def finance(self) -> Finance:
        """Operations on finance."""
        from .api.finance import Finance

        return Finance(self)

    @lazy_property
    def leads(self) -> Leads:
        """Operations on leads."""
        from .api.leads import Leads

        return Leads(self)

    @lazy_property
    def membership_self_service(self) -> MembershipSelfService:
        """Operations on membership self service."""
        from .api.membership_self_service import MembershipSelfService

        return MembershipSelfService(self)

    @lazy_property
    def memberships(self) -> Memberships:
        """Operations on memberships."""
        from .api.memberships import Memberships

        return Memberships(self)

    @lazy_property
    def payments(self) -> Payments:
        """Operations on payments."""
        from .api.payments import Payments

        return Payments(self)

    @lazy_property
    def studios(self) -> Studios:
        """Operations on studios."""
        from .api.studios import Studios

        return Studios(self)

    @lazy_property
    def trial_offers(self) -> TrialOffers:
        """Operations on trial offers."""
        from .api.trial_offers import TrialOffers

        return TrialOffers(self)


class AsyncResources(AsyncClient):
    """Mixed into the asynchronous client."""

    @lazy_property
    def appointments(self) -> AsyncAppointments:
        """Operations on appointments."""
        from .api.appointments import AsyncAppointments

        return AsyncAppointments(self)

    @lazy_property
    def checkin_vouchers(self) -> AsyncCheckinVouchers:
        """Operations on checkin vouchers."""
        from .api.checkin_vouchers import AsyncCheckinVouchers

        return AsyncCheckinVouchers(self)

    @lazy_property
    def classes(self) -> AsyncClasses:
        """Operations on classes."""
        from .api.classes import AsyncClasses

        return AsyncClasses(self)

    @lazy_property
    def cross_studio(self) -> AsyncCrossStudio:
        """Operations on cross studio."""
        from .api.cross_studio import AsyncCrossStudio

        return AsyncCrossStudio(self)

    @lazy_property
    def customers(self) -> AsyncCustomers:
        """Operations on customers."""
        from .api.customers import AsyncCustomers

        return AsyncCustomers(self)

    @lazy_property
    def customers_account(self) -> AsyncCustomersAccount:
        """Operations on customers account."""
        from .api.customers_account import AsyncCustomersAccount

        return AsyncCustomersAccount(self)

    @lazy_property
    def customers_communication(self) -> AsyncCustomersCommunication:
        """Operations on customers communication."""
        from .api.customers_communication import AsyncCustomersCommunication

        return AsyncCustomersCommunication(self)

    @lazy_property
    def customers_self_service(self) -> AsyncCustomersSelfService:
        """Operations on customers self service."""
        from .api.customers_self_service import AsyncCustomersSelfService

        return AsyncCustomersSelfService(self)

    @lazy_property
    def devices(self) -> AsyncDevices:
        """Operations on devices."""
        from .api.devices import AsyncDevices

        return AsyncDevices(self)

    @lazy_property
    def employees(self) -> AsyncEmployees:
        """Operations on employees."""
        from .api.employees import AsyncEmployees

        return AsyncEmployees(self)

    @lazy_property
    def finance(self) -> AsyncFinance:
        """Operations on finance."""
        from .api.finance import AsyncFinance

        return AsyncFinance(self)

    @lazy_property
    def leads(self) -> AsyncLeads:
        """Operations on leads."""
        from .api.leads import AsyncLeads

        return AsyncLeads(self)

    @lazy_property
    def membership_self_service(self) -> AsyncMembershipSelfService:
        """Operations on membership self service."""
        from .api.membership_self_service import AsyncMembershipSelfService

        return AsyncMembershipSelfService(self)

    @lazy_property
    def memberships(self) -> AsyncMemberships:
        """Operations on memberships."""
        from .api.memberships import AsyncMemberships

        return AsyncMemberships(self)

    @lazy_property
    def payments(self) -> AsyncPayments:
        """Operations on payments."""
        from .api.payments import AsyncPayments

        return AsyncPayments(self)

    @lazy_property
    def studios(self) -> AsyncStudios:
        """Operations on studios."""
        from .api.studios import AsyncStudios

        return AsyncStudios(self)

    @lazy_property
    def trial_offers(self) -> AsyncTrialOffers:
        """Operations on trial offers."""
        from .api.trial_offers import AsyncTrialOffers

        return AsyncTrialOffers(self)
