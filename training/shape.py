"""The sizes of the network that training and export share."""

LOWER = 9
"""Layers that both passes share."""
FROZEN = 3
"""The lowest of them, which training leaves alone and the sentence embeddings share too."""
UPPER = 3
"""Layers of each pass on top."""
MEANING = LOWER + UPPER - FROZEN
"""Layers of the sentence embeddings on top of the frozen ones."""
TAGS = 4
LAYERS = 3
ROLES = 4
FORMS = 5
LANGUAGES = ("de", "en")
