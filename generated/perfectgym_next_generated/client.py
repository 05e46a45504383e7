"""The resources of a client: one cached property a tag, made when it is first used."""

from __future__ import annotations

from perfectgym_next._core.lazy_property import lazy_property

from . import api
from .types import AsyncClient, SyncClient


class Resources(SyncClient):
    """Mixed into the client."""

    @lazy_property
    def appointments(self) -> api.Appointments:
        """Operations on appointments."""
        return api.Appointments(self)

    @lazy_property
    def checkin_vouchers(self) -> api.CheckinVouchers:
        """Operations on checkin vouchers."""
        return api.CheckinVouchers(self)

    @lazy_property
    def classes(self) -> api.Classes:
        """Operations on classes."""
        return api.Classes(self)

    @lazy_property
    def cross_studio(self) -> api.CrossStudio:
        """Operations on cross studio."""
        return api.CrossStudio(self)

    @lazy_property
    def customers(self) -> api.Customers:
        """Operations on customers."""
        return api.Customers(self)

    @lazy_property
    def customers_account(self) -> api.CustomersAccount:
        """Operations on customers account."""
        return api.CustomersAccount(self)

    @lazy_property
    def customers_communication(self) -> api.CustomersCommunication:
        """Operations on customers communication."""
        return api.CustomersCommunication(self)

    @lazy_property
    def customers_self_service(self) -> api.CustomersSelfService:
        """Operations on customers self service."""
        return api.CustomersSelfService(self)

    @lazy_property
    def devices(self) -> api.Devices:
        """Operations on devices."""
        return api.Devices(self)

    @lazy_property
    def employees(self) -> api.Employees:
        """Operations on employees."""
        return api.Employees(self)

    @lazy_property
    def finance(self) -> api.Finance:
        """Operations on finance."""
        return api.Finance(self)

    @lazy_property
    def leads(self) -> api.Leads:
        """Operations on leads."""
        return api.Leads(self)

    @lazy_property
    def membership_self_service(self) -> api.MembershipSelfService:
        """Operations on membership self service."""
        return api.MembershipSelfService(self)

    @lazy_property
    def memberships(self) -> api.Memberships:
        """Operations on memberships."""
        return api.Memberships(self)

    @lazy_property
    def payments(self) -> api.Payments:
        """Operations on payments."""
        return api.Payments(self)

    @lazy_property
    def studios(self) -> api.Studios:
        """Operations on studios."""
        return api.Studios(self)

    @lazy_property
    def trial_offers(self) -> api.TrialOffers:
        """Operations on trial offers."""
        return api.TrialOffers(self)


class AsyncResources(AsyncClient):
    """Mixed into the asynchronous client."""

    @lazy_property
    def appointments(self) -> api.AsyncAppointments:
        """Operations on appointments."""
        return api.AsyncAppointments(self)

    @lazy_property
    def checkin_vouchers(self) -> api.AsyncCheckinVouchers:
        """Operations on checkin vouchers."""
        return api.AsyncCheckinVouchers(self)

    @lazy_property
    def classes(self) -> api.AsyncClasses:
        """Operations on classes."""
        return api.AsyncClasses(self)

    @lazy_property
    def cross_studio(self) -> api.AsyncCrossStudio:
        """Operations on cross studio."""
        return api.AsyncCrossStudio(self)

    @lazy_property
    def customers(self) -> api.AsyncCustomers:
        """Operations on customers."""
        return api.AsyncCustomers(self)

    @lazy_property
    def customers_account(self) -> api.AsyncCustomersAccount:
        """Operations on customers account."""
        return api.AsyncCustomersAccount(self)

    @lazy_property
    def customers_communication(self) -> api.AsyncCustomersCommunication:
        """Operations on customers communication."""
        return api.AsyncCustomersCommunication(self)

    @lazy_property
    def customers_self_service(self) -> api.AsyncCustomersSelfService:
        """Operations on customers self service."""
        return api.AsyncCustomersSelfService(self)

    @lazy_property
    def devices(self) -> api.AsyncDevices:
        """Operations on devices."""
        return api.AsyncDevices(self)

    @lazy_property
    def employees(self) -> api.AsyncEmployees:
        """Operations on employees."""
        return api.AsyncEmployees(self)

    @lazy_property
    def finance(self) -> api.AsyncFinance:
        """Operations on finance."""
        return api.AsyncFinance(self)

    @lazy_property
    def leads(self) -> api.AsyncLeads:
        """Operations on leads."""
        return api.AsyncLeads(self)

    @lazy_property
    def membership_self_service(self) -> api.AsyncMembershipSelfService:
        """Operations on membership self service."""
        return api.AsyncMembershipSelfService(self)

    @lazy_property
    def memberships(self) -> api.AsyncMemberships:
        """Operations on memberships."""
        return api.AsyncMemberships(self)

    @lazy_property
    def payments(self) -> api.AsyncPayments:
        """Operations on payments."""
        return api.AsyncPayments(self)

    @lazy_property
    def studios(self) -> api.AsyncStudios:
        """Operations on studios."""
        return api.AsyncStudios(self)

    @lazy_property
    def trial_offers(self) -> api.AsyncTrialOffers:
        """Operations on trial offers."""
        return api.AsyncTrialOffers(self)
