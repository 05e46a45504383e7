from perfectgym_next.enums import OpenEnum


class TextBlockAttachmentType(OpenEnum):
    """Kind of attachment that accompanies the text, if any

    The vendor may add values; see `OpenEnum`.
    """

    NONE = "NONE"
    FILE = "FILE"
    URL = "URL"
    CONTRACT_PDF_PREVIEW = "CONTRACT_PDF_PREVIEW"


VALUES = TextBlockAttachmentType.values()
