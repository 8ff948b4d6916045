"""The sample school, for everybody in this folder."""

from tests.driving import clock, desk, sample_school

__all__ = ["clock", "desk", "sample_school"]
