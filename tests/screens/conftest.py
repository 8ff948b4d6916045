"""The sample school, for everybody in this folder."""

from tests.support.pilot import clock, desk, sample_school

__all__ = ["clock", "desk", "sample_school"]
