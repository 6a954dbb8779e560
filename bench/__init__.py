"""Benchmarks: how fast Lotse is, measured from outside. `make bench` runs them."""

import os

# numpy reads them when it is imported, here and in all that is started from here. With its default, a thread for each
# core, the rivals and the floor would cost several times as much CPU, so that however this is started it has one.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
