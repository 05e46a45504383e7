"""Examples of the operations on payments; the reference shows them with what they send and receive."""

from __future__ import annotations

from decimal import Decimal

from perfectgym_next import PerfectGym
from perfectgym_next.models import UserSessionRequest, UserSessionScope


def create_user_session(gym: PerfectGym) -> None:
    session = gym.payments.create_user_session(
        UserSessionRequest(
            amount=Decimal("25.00"), scope=UserSessionScope.MEMBER_ACCOUNT, reference_text="Balance", customer_id=1001
        )
    )
    print(session.token_valid_until)  # give the token to the vendor's payment component
