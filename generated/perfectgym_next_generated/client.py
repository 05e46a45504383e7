"""The resources of a client: one cached property a tag, made when it is first used."""

from __future__ import annotations

from functools import cached_property

from . import api
from .types import AsyncClient, SyncClient


class Resources(SyncClient):
    """Mixed into the client."""

    @cached_property
    def appointments(self) -> api.Appointments:
        """Operations on appointments."""
        return api.Appointments(self)

    @cached_property
    def checkin_vouchers(self) -> api.CheckinVouchers:
        """Operations on checkin vouchers."""
        return api.CheckinVouchers(self)

    @cached_property
    def classes(self) -> api.Classes:
        """Operations on classes."""
        return api.Classes(self)

    @cached_property
    def cross_studio(self) -> api.CrossStudio:
        """Operations on cross studio."""
        return api.CrossStudio(self)

    @cached_property
    def customers(self) -> api.Customers:
        """Operations on customers."""
        return api.Customers(self)

    @cached_property
    def customers_account(self) -> api.CustomersAccount:
        """Operations on customers account."""
        return api.CustomersAccount(self)

    @cached_property
    def customers_communication(self) -> api.CustomersCommunication:
        """Operations on customers communication."""
        return api.CustomersCommunication(self)

    @cached_property
    def customers_self_service(self) -> api.CustomersSelfService:
        """Operations on customers self service."""
        return api.CustomersSelfService(self)

    @cached_property
    def devices(self) -> api.Devices:
        """Operations on devices."""
        return api.Devices(self)

    @cached_property
    def employees(self) -> api.Employees:
        """Operations on employees."""
        return api.Employees(self)

    @cached_property
    def finance(self) -> api.Finance:
        """Operations on finance."""
        return api.Finance(self)

    @cached_property
    def leads(self) -> api.Leads:
        """Operations on leads."""
        return api.Leads(self)

    @cached_property
    def membership_self_service(self) -> api.MembershipSelfService:
        """Operations on membership self service."""
        return api.MembershipSelfService(self)

    @cached_property
    def memberships(self) -> api.Memberships:
        """Operations on memberships."""
        return api.Memberships(self)

    @cached_property
    def payments(self) -> api.Payments:
        """Operations on payments."""
        return api.Payments(self)

    @cached_property
    def studios(self) -> api.Studios:
        """Operations on studios."""
        return api.Studios(self)

    @cached_property
    def trial_offers(self) -> api.TrialOffers:
        """Operations on trial offers."""
        return api.TrialOffers(self)


class AsyncResources(AsyncClient):
    """Mixed into the asynchronous client."""

    @cached_property
    def appointments(self) -> api.AsyncAppointments:
        """Operations on appointments."""
        return api.AsyncAppointments(self)

    @cached_property
    def checkin_vouchers(self) -> api.AsyncCheckinVouchers:
        """Operations on checkin vouchers."""
        return api.AsyncCheckinVouchers(self)

    @cached_property
    def classes(self) -> api.AsyncClasses:
        """Operations on classes."""
        return api.AsyncClasses(self)

    @cached_property
    def cross_studio(self) -> api.AsyncCrossStudio:
        """Operations on cross studio."""
        return api.AsyncCrossStudio(self)

    @cached_property
    def customers(self) -> api.AsyncCustomers:
        """Operations on customers."""
        return api.AsyncCustomers(self)

    @cached_property
    def customers_account(self) -> api.AsyncCustomersAccount:
        """Operations on customers account."""
        return api.AsyncCustomersAccount(self)

    @cached_property
    def customers_communication(self) -> api.AsyncCustomersCommunication:
        """Operations on customers communication."""
        return api.AsyncCustomersCommunication(self)

    @cached_property
    def customers_self_service(self) -> api.AsyncCustomersSelfService:
        """Operations on customers self service."""
        return api.AsyncCustomersSelfService(self)

    @cached_property
    def devices(self) -> api.AsyncDevices:
        """Operations on devices."""
        return api.AsyncDevices(self)

    @cached_property
    def employees(self) -> api.AsyncEmployees:
        """Operations on employees."""
        return api.AsyncEmployees(self)

    @cached_property
    def finance(self) -> api.AsyncFinance:
        """Operations on finance."""
        return api.AsyncFinance(self)

    @cached_property
    def leads(self) -> api.AsyncLeads:
        """Operations on leads."""
        return api.AsyncLeads(self)

    @cached_property
    def membership_self_service(self) -> api.AsyncMembershipSelfService:
        """Operations on membership self service."""
        return api.AsyncMembershipSelfService(self)

    @cached_property
    def memberships(self) -> api.AsyncMemberships:
        """Operations on memberships."""
        return api.AsyncMemberships(self)

    @cached_property
    def payments(self) -> api.AsyncPayments:
        """Operations on payments."""
        return api.AsyncPayments(self)

    @cached_property
    def studios(self) -> api.AsyncStudios:
        """Operations on studios."""
        return api.AsyncStudios(self)

    @cached_property
    def trial_offers(self) -> api.AsyncTrialOffers:
        """Operations on trial offers."""
        return api.AsyncTrialOffers(self)
