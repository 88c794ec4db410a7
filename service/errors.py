"""What can go wrong at the front door.

ServiceError
├── SettingsWrong     a setting is unknown or outside its range
├── NotReady          no release is open yet
├── NotAcceptable     none of the formats asked for is to be had
├── ParameterWrong    a parameter of a request has a value we do not take
├── ThingUnknown      no thing goes by this identifier
├── ThingMerged       the thing is described under another identifier
├── SpeltOtherwise    the identifier is written in another letter case than ours
└── ThingWithdrawn    the thing was withdrawn
"""

from collections.abc import Sequence


class ServiceError(Exception):
    """Everything this room raises on purpose."""


class SettingsWrong(ServiceError):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"setting {name}: {reason}")
        self.name = name


class NotReady(ServiceError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"no release is open: {reason}")


class NotAcceptable(ServiceError):
    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        super().__init__(f"none of {asked[:200]!r} is to be had here; offered: {', '.join(offered)}")
        self.offered = tuple(offered)


class ParameterWrong(ServiceError):
    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        super().__init__(f"parameter {parameter}: {value[:100]!r} is not accepted; {allowed}")
        self.parameter = parameter
        self.allowed = allowed


class ThingUnknown(ServiceError):
    def __init__(self, iri: str) -> None:
        super().__init__(f"no thing is known as {iri}")
        self.iri = iri


class ThingMerged(ServiceError):
    """Not a failure: the caller redirects to `successor`."""

    def __init__(self, iri: str, successor: str) -> None:
        super().__init__(f"{iri} is described as {successor}")
        self.iri = iri
        self.successor = successor


class SpeltOtherwise(ServiceError):
    """Not a failure: the caller redirects to the same address with `canonical` in place of `given`."""

    def __init__(self, given: str, canonical: str) -> None:
        super().__init__(f"{given} is written {canonical}")
        self.given = given
        self.canonical = canonical


class ThingWithdrawn(ServiceError):
    def __init__(self, iri: str, why: str, when: str) -> None:
        super().__init__(f"{iri} was withdrawn on {when}: {why}")
        self.iri = iri
        self.why = why
        self.when = when
