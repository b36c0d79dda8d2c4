package org.kernos.format.exocore;

import java.util.Set;
import java.util.regex.Pattern;

/** What may be a name in Python. Of the alphabets it takes the one that module names have too. */
final class PythonNames {

    /** For people. */
    static final String RULE = "letters, digits and _, no digit first, and no word that Python reserves";

    private static final int LONGEST = 128;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DOT = Pattern.compile("\\.");

    private static final Set<String> RESERVED = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private PythonNames() {}

    static boolean isIdentifier(String text) {
        return text.length() <= LONGEST && IDENTIFIER.matcher(text).matches() && !RESERVED.contains(text);
    }

    /** Whether it is one identifier, or several with dots between them: a module in a package. */
    static boolean isDotted(String text) {
        return text.length() <= LONGEST && DOT.splitAsStream(text + ".end").allMatch(PythonNames::isIdentifier);
    }
}
