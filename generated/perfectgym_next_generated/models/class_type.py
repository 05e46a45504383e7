from perfectgym_next.enums import OpenEnum


class ClassType(OpenEnum):
    """Whether the class is held in the studio or streamed

    The vendor may add values; see `OpenEnum`.
    """

    STUDIO = "STUDIO"
    STREAM = "STREAM"


VALUES = ClassType.values()
