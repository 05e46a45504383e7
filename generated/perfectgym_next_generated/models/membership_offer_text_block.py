from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .attached_document import AttachedDocument
from .external_url import ExternalUrl
from .text_block_attachment_type import VALUES as _text_block_attachment_type
from .text_block_attachment_type import TextBlockAttachmentType


@_define(kw_only=True, repr=False)
class MembershipOfferTextBlock(_Model):
    """Text shown when a contract is concluded, which may need confirming or signing.

    Attributes:
        id: Id of the text block, to which a signature refers.
        title: Heading shown above the text.
        text: Body of the text to show.
        order: Position among the other text blocks.
        has_signature: True if the text block has a field for a signature.
        show_communication_privacy_options: True if choices about communication and privacy are to be shown here.
        attachment_type: Kind of attachment that accompanies the text, if any.
        attached_external_url_dto: Link that accompanies the text.
        attached_document: File that accompanies the text.
        rate_bundle_module_id: Id of the module to which the text belongs.
        confirmation_required: True if the reader has to confirm the text.
    """

    id: int | None = None
    title: str | None = None
    text: str | None = None
    order: int | None = None
    has_signature: bool | None = None
    show_communication_privacy_options: bool | None = None
    attachment_type: TextBlockAttachmentType | None = None
    attached_external_url_dto: ExternalUrl | None = None
    attached_document: AttachedDocument | None = None
    rate_bundle_module_id: int | None = None
    confirmation_required: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferTextBlock"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.title = value if (value := take("title", None)) is None or value.__class__ is str else _scalar(value)
        self.text = value if (value := take("text", None)) is None or value.__class__ is str else _scalar(value)
        self.order = value if (value := take("order", None)) is None or value.__class__ is int else _scalar(value)
        self.has_signature = (
            value
            if (value := take("hasSignature", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.show_communication_privacy_options = (
            value
            if (value := take("showCommunicationPrivacyOptions", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.attachment_type = _text_block_attachment_type[take("attachmentType", None)]
        self.attached_external_url_dto = (
            None if (value := take("attachedExternalUrlDto", None)) is None else _new(ExternalUrl)._decode(value)
        )
        self.attached_document = (
            None if (value := take("attachedDocument", None)) is None else _new(AttachedDocument)._decode(value)
        )
        self.rate_bundle_module_id = (
            value if (value := take("rateBundleModuleId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.confirmation_required = (
            value
            if (value := take("confirmationRequired", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.id is not None:
            out["id"] = self.id
        if self.title is not None:
            out["title"] = self.title
        if self.text is not None:
            out["text"] = self.text
        if self.order is not None:
            out["order"] = self.order
        if self.has_signature is not None:
            out["hasSignature"] = self.has_signature
        if self.show_communication_privacy_options is not None:
            out["showCommunicationPrivacyOptions"] = self.show_communication_privacy_options
        if self.attachment_type is not None:
            out["attachmentType"] = _text(self.attachment_type)
        if self.attached_external_url_dto is not None:
            out["attachedExternalUrlDto"] = self.attached_external_url_dto.to_dict()
        if self.attached_document is not None:
            out["attachedDocument"] = self.attached_document.to_dict()
        if self.rate_bundle_module_id is not None:
            out["rateBundleModuleId"] = self.rate_bundle_module_id
        if self.confirmation_required is not None:
            out["confirmationRequired"] = self.confirmation_required
        return out
