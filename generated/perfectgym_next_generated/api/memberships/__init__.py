"""Operations on memberships: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class Memberships:
    """Memberships: reached as ``gym.memberships``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def add_membership(
        self, customer_id: int, body: models.MembershipSignupContract, *, timeout: float | None = None
    ) -> None:
        """Add a membership to an existing customer.

        Concludes a further membership contract for a customer who is already in the system. The body names the
        chosen offer term, the start date and any modules, signatures or voucher. Creates a contract with its
        payment obligations and returns no body; use the preview operation first to see the price.

        ``POST /v1/memberships/customers/{customerId}/add-membership``, the vendor's ``addMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the customer who receives the additional membership.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_membership import build

        self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def preview_membership(
        self, customer_id: int, body: models.MembershipSignupContract, *, timeout: float | None = None
    ) -> models.SignupPreview:
        """Preview an additional membership for a customer.

        Calculates prices, discounts and the payment schedule for the contract that the same body would create
        through `memberships.add_membership`. Returns the preview without concluding a contract; note that the
        result also reports whether a voucher code is invalid.

        ``POST /v1/memberships/customers/{customerId}/add-membership/preview``, the vendor's ``postMembershipPreview``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the existing customer for whom the membership is calculated.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_membership import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def list_membership_offers(self, *, timeout: float | None = None) -> list[models.MembershipOffer]:
        """List available membership offers.

        Returns all membership offers as one plain list, each with its terms and basic prices. Fetch a single
        offer by its id to see modules, flat fees, text blocks and the other details needed for a signup form.

        ``GET /v1/memberships/membership-offers``, the vendor's ``getMembershipOffers``.

        Scopes: MEMBERSHIP_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_membership_offers import build

        return self._client.send(build(), timeout=timeout)

    def get_membership_offer(
        self, membership_offer_id: int, *, timeout: float | None = None
    ) -> models.MembershipOfferExtended:
        """Get one membership offer in detail.

        Returns a single membership offer with its terms, modules, contract texts, permitted payment choices and
        time restrictions. The term and module ids found here are the ones a signup body refers to.

        ``GET /v1/memberships/membership-offers/{membershipOfferId}``, the vendor's ``getMembershipOfferById``.

        Scopes: MEMBERSHIP_READ.

        Args:
            membership_offer_id: Id of the membership offer, as given by the list of offers.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_membership_offer import build

        return self._client.send(
            build(
                membership_offer_id,
            ),
            timeout=timeout,
        )

    def sign_up(
        self, body: models.MembershipSignupRequest, *, timeout: float | None = None
    ) -> models.MembershipSignupResult:
        """Sign up a new customer with membership.

        Creates a new customer together with a membership contract from one request body and returns the id of
        that customer. This concludes a contract with payment obligations; run the signup preview first to show
        the price and payment schedule.

        ``POST /v1/memberships/signup``, the vendor's ``signupMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .sign_up import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def preview_signup(
        self, body: models.MembershipSignupRequest, *, timeout: float | None = None
    ) -> models.SignupPreview:
        """Preview price and payments of a signup.

        Takes the same body as `memberships.sign_up` and returns the calculated prices, voucher effects and
        payment schedule. No customer and no contract are created.

        ``POST /v1/memberships/signup/preview``, the vendor's ``postSignupPreview``.

        Scopes: MEMBERSHIP_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_signup import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def switch_membership(
        self, customer_id: int, body: models.MembershipSwitch, *, timeout: float | None = None
    ) -> None:
        """Switch a customer to another membership.

        Replaces one of the customer's contracts with the membership chosen in the body, under the rules of a
        switch configuration. Changes the customer's contractual and payment obligations and returns no body;
        use the switch preview to show the consequences beforehand.

        ``POST /v1/memberships/{customerId}/membership-switch``, the vendor's ``switchMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the customer whose contract is switched.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .switch_membership import build

        self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def list_switch_configs(
        self, customer_id: int, *, studio_id: int | None = None, timeout: float | None = None
    ) -> list[models.MembershipSwitchConfig]:
        """List membership switch configurations for a customer.

        Returns as one plain list the switch configurations that apply to the customer, each with the contracts
        it may start from. Get a single configuration by its id to see the destination offers.

        ``GET /v1/memberships/{customerId}/membership-switch/configs``, the vendor's ``getMembershipSwitchConfigurationsForCustomer``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer who wants to switch.
            studio_id: Id of the studio for which configurations are requested.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_switch_configs import build

        return self._client.send(
            build(
                customer_id,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )

    def get_switch_config(
        self, customer_id: int, config_id: int, *, studio_id: int | None = None, timeout: float | None = None
    ) -> models.MembershipSwitchConfigExtended:
        """Get one switch configuration for a customer.

        Returns one switch configuration in detail: the customer's contracts it can start from and the
        membership offers it can lead to. The ids found here fill the body of a switch or a switch preview.

        ``GET /v1/memberships/{customerId}/membership-switch/configs/{configId}``, the vendor's ``getMembershipSwitchConfigurationForCustomer``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer who wants to switch.
            config_id: Id of the switch configuration, as given by the list of configurations.
            studio_id: Id of the studio for which the configuration is requested.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_switch_config import build

        return self._client.send(
            build(
                customer_id,
                config_id,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )

    def preview_switch(
        self,
        customer_id: int,
        body: models.MembershipSwitch,
        *,
        studio_id: int | None = None,
        timeout: float | None = None,
    ) -> models.MembershipSwitchPreview:
        """Preview a membership switch.

        Takes the same body as `memberships.switch_membership` and returns the resulting contract volume, price,
        module consent texts and payments. The customer's contract is left unchanged.

        ``POST /v1/memberships/{customerId}/membership-switch/preview``, the vendor's ``postMembershipSwitchPreview``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer whose switch is calculated.
            body: What is sent.
            studio_id: Id of the studio for which the switch is calculated.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_switch import build

        return self._client.send(
            build(
                customer_id,
                body,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )


class AsyncMemberships:
    """Memberships: reached as ``gym.memberships``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def add_membership(
        self, customer_id: int, body: models.MembershipSignupContract, *, timeout: float | None = None
    ) -> None:
        """Add a membership to an existing customer.

        Concludes a further membership contract for a customer who is already in the system. The body names the
        chosen offer term, the start date and any modules, signatures or voucher. Creates a contract with its
        payment obligations and returns no body; use the preview operation first to see the price.

        ``POST /v1/memberships/customers/{customerId}/add-membership``, the vendor's ``addMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the customer who receives the additional membership.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_membership import build

        await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def preview_membership(
        self, customer_id: int, body: models.MembershipSignupContract, *, timeout: float | None = None
    ) -> models.SignupPreview:
        """Preview an additional membership for a customer.

        Calculates prices, discounts and the payment schedule for the contract that the same body would create
        through `memberships.add_membership`. Returns the preview without concluding a contract; note that the
        result also reports whether a voucher code is invalid.

        ``POST /v1/memberships/customers/{customerId}/add-membership/preview``, the vendor's ``postMembershipPreview``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the existing customer for whom the membership is calculated.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_membership import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def list_membership_offers(self, *, timeout: float | None = None) -> list[models.MembershipOffer]:
        """List available membership offers.

        Returns all membership offers as one plain list, each with its terms and basic prices. Fetch a single
        offer by its id to see modules, flat fees, text blocks and the other details needed for a signup form.

        ``GET /v1/memberships/membership-offers``, the vendor's ``getMembershipOffers``.

        Scopes: MEMBERSHIP_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_membership_offers import build

        return await self._client.send(build(), timeout=timeout)

    async def get_membership_offer(
        self, membership_offer_id: int, *, timeout: float | None = None
    ) -> models.MembershipOfferExtended:
        """Get one membership offer in detail.

        Returns a single membership offer with its terms, modules, contract texts, permitted payment choices and
        time restrictions. The term and module ids found here are the ones a signup body refers to.

        ``GET /v1/memberships/membership-offers/{membershipOfferId}``, the vendor's ``getMembershipOfferById``.

        Scopes: MEMBERSHIP_READ.

        Args:
            membership_offer_id: Id of the membership offer, as given by the list of offers.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_membership_offer import build

        return await self._client.send(
            build(
                membership_offer_id,
            ),
            timeout=timeout,
        )

    async def sign_up(
        self, body: models.MembershipSignupRequest, *, timeout: float | None = None
    ) -> models.MembershipSignupResult:
        """Sign up a new customer with membership.

        Creates a new customer together with a membership contract from one request body and returns the id of
        that customer. This concludes a contract with payment obligations; run the signup preview first to show
        the price and payment schedule.

        ``POST /v1/memberships/signup``, the vendor's ``signupMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .sign_up import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def preview_signup(
        self, body: models.MembershipSignupRequest, *, timeout: float | None = None
    ) -> models.SignupPreview:
        """Preview price and payments of a signup.

        Takes the same body as `memberships.sign_up` and returns the calculated prices, voucher effects and
        payment schedule. No customer and no contract are created.

        ``POST /v1/memberships/signup/preview``, the vendor's ``postSignupPreview``.

        Scopes: MEMBERSHIP_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_signup import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def switch_membership(
        self, customer_id: int, body: models.MembershipSwitch, *, timeout: float | None = None
    ) -> None:
        """Switch a customer to another membership.

        Replaces one of the customer's contracts with the membership chosen in the body, under the rules of a
        switch configuration. Changes the customer's contractual and payment obligations and returns no body;
        use the switch preview to show the consequences beforehand.

        ``POST /v1/memberships/{customerId}/membership-switch``, the vendor's ``switchMembership``.

        Scopes: MEMBERSHIP_WRITE.

        Args:
            customer_id: Id of the customer whose contract is switched.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .switch_membership import build

        await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def list_switch_configs(
        self, customer_id: int, *, studio_id: int | None = None, timeout: float | None = None
    ) -> list[models.MembershipSwitchConfig]:
        """List membership switch configurations for a customer.

        Returns as one plain list the switch configurations that apply to the customer, each with the contracts
        it may start from. Get a single configuration by its id to see the destination offers.

        ``GET /v1/memberships/{customerId}/membership-switch/configs``, the vendor's ``getMembershipSwitchConfigurationsForCustomer``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer who wants to switch.
            studio_id: Id of the studio for which configurations are requested.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_switch_configs import build

        return await self._client.send(
            build(
                customer_id,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )

    async def get_switch_config(
        self, customer_id: int, config_id: int, *, studio_id: int | None = None, timeout: float | None = None
    ) -> models.MembershipSwitchConfigExtended:
        """Get one switch configuration for a customer.

        Returns one switch configuration in detail: the customer's contracts it can start from and the
        membership offers it can lead to. The ids found here fill the body of a switch or a switch preview.

        ``GET /v1/memberships/{customerId}/membership-switch/configs/{configId}``, the vendor's ``getMembershipSwitchConfigurationForCustomer``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer who wants to switch.
            config_id: Id of the switch configuration, as given by the list of configurations.
            studio_id: Id of the studio for which the configuration is requested.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_switch_config import build

        return await self._client.send(
            build(
                customer_id,
                config_id,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )

    async def preview_switch(
        self,
        customer_id: int,
        body: models.MembershipSwitch,
        *,
        studio_id: int | None = None,
        timeout: float | None = None,
    ) -> models.MembershipSwitchPreview:
        """Preview a membership switch.

        Takes the same body as `memberships.switch_membership` and returns the resulting contract volume, price,
        module consent texts and payments. The customer's contract is left unchanged.

        ``POST /v1/memberships/{customerId}/membership-switch/preview``, the vendor's ``postMembershipSwitchPreview``.

        Scopes: MEMBERSHIP_READ.

        Args:
            customer_id: Id of the customer whose switch is calculated.
            body: What is sent.
            studio_id: Id of the studio for which the switch is calculated.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_switch import build

        return await self._client.send(
            build(
                customer_id,
                body,
                studio_id=studio_id,
            ),
            timeout=timeout,
        )
