"""The sample school, for everybody in this folder."""

from tests.support.pilot import sample_school

__all__ = ["sample_school"]
