"""Exports for the tax advisor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["handlers"]

handlers = Handlers()


class _Exports(dict[int, dict[str, Any]]):
    """Exports by id, as they were ordered."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()


@handlers.answers("finance.create_tax_advisor_export")
def create_tax_advisor_export(call: Call) -> Any:
    """Order an export."""
    if call.body["toDate"] < call.body["fromDate"]:
        raise invalid("toDate must not be before fromDate", "toDate")
    export_id = call.studio.new_id()
    call.studio.part(_Exports)[export_id] = call.body
    return {"exportId": export_id}


@handlers.answers("finance.get_tax_advisor_export")
def get_tax_advisor_export(call: Call) -> Any:
    """An export, ready at once."""
    export = call.studio.part(_Exports).get(call.path["exportId"])
    if export is None:
        raise not_found("export", call.path["exportId"], "exportId")
    suffix = export["exportFileFormat"].lower()
    return {**export, "downloadUrl": f"https://exports.example.com/{call.path['exportId']}.{suffix}"}
