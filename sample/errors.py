"""Why a sample could not be written."""

from dataclasses import dataclass


class SampleError(Exception):
    """Any reason for which no sample is written."""


@dataclass
class SizeOutOfRange(SampleError):
    """`people` is not between `least` and `most`."""

    people: int
    least: int
    most: int

    def __str__(self) -> str:
        return f"a sample has {self.least:,} to {self.most:,} people, not {self.people:,}"


@dataclass
class RateOutOfRange(SampleError):
    """`option`, a number for each person, is not between 0 and `most`."""

    option: str
    value: float
    most: float

    def __str__(self) -> str:
        return f"{self.option} is 0 to {self.most:g} for each person, not {self.value:g}"


@dataclass
class FolderInUse(SampleError):
    """`folder` holds files that are not a sample; they are left alone."""

    folder: str

    def __str__(self) -> str:
        return f"{self.folder} is not empty and holds no sample: choose another folder"


@dataclass
class GitUnavailable(SampleError):
    """The sample has a repository in it, and git cannot write it; `reason` is git's word."""

    reason: str

    def __str__(self) -> str:
        return f"the sample's repository needs git: {self.reason}"
