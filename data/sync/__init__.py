"""Exchanging facts with other kiosks. Begin with `exchange`."""
