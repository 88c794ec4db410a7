"""What an index is pinned to: the model that made its vectors, written `NAME@REVISION` or `NAME@REVISION+FAMILY`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pin:
    """One model as it was; two pins that differ in anything may stand for different vectors."""

    name: str  # OWNER/NAME on the hub; else the name of a folder, or of the model that ships with drom
    revision: str  # commit on the hub, 40 hex digits; else the beginning of a digest over the files
    family: str = ""  # of models, where drom gave prefixes or pooling that the model does not state itself

    @classmethod
    def parse(cls, text: str) -> "Pin":
        name, _, rest = text.rpartition("@") if "@" in text else (text, "", "")
        revision, _, family = rest.partition("+")
        return cls(name, revision, family)

    def __str__(self) -> str:
        return f"{self.name}@{self.revision}" + (f"+{self.family}" if self.family else "")

    @property
    def is_on_hub(self) -> bool:
        return "/" in self.name

    def how_to_choose(self, instead_of: "Pin") -> str:
        """The words that tell an operator who configured another one how to get this one."""
        if (self.name, self.revision) == (instead_of.name, instead_of.revision):
            return "go back to the version of drom that built it"
        if self.is_on_hub:
            return f"set DROM_MODEL={self.name} and DROM_MODEL_REVISION={self.revision}"
        if self.name == instead_of.name:
            return f"give {self.name} the files back that it had then"
        return f"set DROM_MODEL={self.name} (of a folder, its path)"
