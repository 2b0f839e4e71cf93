"""The bench: how fast the product is with many rows, on both databases. Started with ``./vorort bench``.

``__main__`` runs a process for each database, ``measuring`` is that process. ``data`` makes the rows, ``site`` runs the
server and reads its pages, the other modules are one subject each. ``kept`` writes docs/measurements.md.
"""
