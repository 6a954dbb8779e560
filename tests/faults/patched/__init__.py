"""Our programs in a patched interpreter, so that production code needs no hooks for tests."""
