"""A report on a text."""

import pytext


def top(text, n):
    """The n words that stand in the text most often, each as a tuple of word and number; ties in the order of the alphabet."""
    counts = pytext.count(text)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:n]


def report(text):
    """One line for each of the three most frequent words."""
    return "\n".join("%s %d" % item for item in top(text, 3))
