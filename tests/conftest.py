"""Settings that all tests share."""

from hypothesis import settings

# The same examples in every run: a red build is red again on the next machine.
settings.register_profile("reportgen", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("reportgen")
