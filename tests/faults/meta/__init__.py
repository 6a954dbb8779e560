"""A lean Meta with faults and a memory, in a thread of its own."""

from tests.faults.meta.meta import Meta

__all__ = ["Meta"]
