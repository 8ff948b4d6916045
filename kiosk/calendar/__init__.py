"""Everything that has a time: open slots, visits, open doors, workshops. Begin with `calendar`."""
