"""Runs in any Python: with the source beside it, and in Kernos with the module that is loaded there."""

import your_name

assert your_name.words("Hello, World") == ["hello", "world"]
assert your_name.words("") == []
assert your_name.count("to be or not to be") == {"to": 2, "be": 2, "or": 1, "not": 1}
