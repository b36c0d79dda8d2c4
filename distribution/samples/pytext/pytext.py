"""Words and lines of a text."""


def words(text):
    """The words, in lower case; what is neither a letter nor a digit separates them."""
    found = []
    word = ""
    for c in text.lower() + " ":
        if c.isalpha() or c.isdigit():
            word += c
        elif word:
            found.append(word)
            word = ""
    return found


def count(text):
    """How often each word stands in the text, the first one first."""
    counts = {}
    for word in words(text):
        counts[word] = counts.get(word, 0) + 1
    return counts


def wrap(text, width):
    """The text in lines of at most this many characters; only a longer word is longer."""
    if width < 1:
        raise ValueError("width is %d, expected 1 or more" % width)
    lines = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def slug(text):
    """The words as a part of a file's name or an address."""
    return "-".join(words(text))
