"""The built-in demo: an emulator of the API on loopback, and made-up jobs to look at."""
