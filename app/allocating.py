"""How much memory that was given back glibc keeps for the process: of itself too much, with many threads.

Other C libraries have no such call, and no need of it.
"""

import ctypes

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # from glibc's malloc.h
ARENAS = 2  # else up to eight for each core, of which some are never used again
LARGE = 1024 * 1024  # goes back at once; else glibc learns from a password's 19 MB to keep as much in each arena


def keep_little() -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
        mallopt(M_MMAP_THRESHOLD, LARGE)
