package org.kernos.api.value;

/** The three kinds of list of the data language, told apart by their brackets. */
public enum ListKind {
    PAREN('(', ')', ValueType.PAREN_LIST),
    BRACKET('[', ']', ValueType.BRACKET_LIST),
    BRACE('{', '}', ValueType.BRACE_LIST);

    private final char opening;
    private final char closing;
    private final ValueType type;

    ListKind(char opening, char closing, ValueType type) {
        this.opening = opening;
        this.closing = closing;
        this.type = type;
    }

    public char opening() {
        return opening;
    }

    public char closing() {
        return closing;
    }

    public ValueType type() {
        return type;
    }
}
