"""What has a time: slots, visits, open doors, workshops. Begin with `calendar`."""
