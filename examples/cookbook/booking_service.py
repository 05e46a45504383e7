"""A service for an app: what a member owes, and a place in a class. Your sign-in decides whose id a caller may use."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Request
from fastapi.responses import JSONResponse

import perfectgym_next as pg
from perfectgym_next.models import ClassSlotBookingRequest, ClassSlotBookingResult, CustomerAccountBalance


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Create the client when the service starts, and close it when the service ends."""
    async with pg.AsyncPerfectGym(deadline=10, max_wait=2) as gym:  # people are waiting
        yield {"gym": gym}


app = FastAPI(lifespan=lifespan)
Id = Annotated[int, Path(gt=0)]  # anything else is a 422, and nothing is sent


def get_gym(request: Request) -> pg.AsyncPerfectGym:
    """Return the client of the service."""
    gym: pg.AsyncPerfectGym = request.state.gym
    return gym


Gym = Annotated[pg.AsyncPerfectGym, Depends(get_gym)]


@app.get("/members/{member_id}/balance")
async def get_balance(member_id: Id, gym: Gym) -> CustomerAccountBalance:
    """Return what a member owes; amounts are text, with all their digits."""
    return await gym.customers_account.get_balances(member_id)


@app.get("/members/{member_id}/bookings")
async def list_bookings(member_id: Id, gym: Gym) -> list[int]:
    """Return the ids of the slots that a member has booked."""
    bookings = await gym.classes.list_class_bookings(customer_id=member_id)
    return [booking.class_slot_id for booking in bookings if booking.booking_status != "CANCELED"]


@app.post("/members/{member_id}/bookings/{slot_id}", status_code=201)
async def book(member_id: Id, slot_id: Id, gym: Gym) -> ClassSlotBookingResult:
    """Book a class."""
    return await gym.classes.book_class(ClassSlotBookingRequest(customer_id=member_id, class_slot_id=slot_id))


@app.exception_handler(pg.PerfectGymError)
async def report(request: Request, error: Exception) -> JSONResponse:
    """Return the status that says what the caller can do."""
    match error:
        case pg.NotFoundError() | pg.PermissionDeniedError():  # also another studio's member
            status, detail = 404, "not found"
        case pg.BadRequestError() | pg.ConflictError() | pg.UnprocessableEntityError():
            status, detail = error.status, error.message
        case pg.RateLimitError() | pg.ApiConnectionError(maybe_received=False):
            status, detail = 503, "nothing was changed: try again"
        case _:  # a 401 is ours to mend, so it is none for the caller
            logging.getLogger(__name__).error("%s", error)
            status, detail = 502, "a change may have been made: look before you repeat it"
    return JSONResponse({"detail": detail}, status)
