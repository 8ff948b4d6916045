"""The sample school, for everybody in this folder."""

from tests.driving import sample_school

__all__ = ["sample_school"]
