package org.kernos.shell;

/**
 * How sessions in a language look.
 *
 * @param language its name
 * @param prompt asks for a text
 * @param continued asks for another line of it
 * @param delimiters the characters at which words end, besides blanks
 * @param spaced whether a blank follows a completed word
 */
record SessionStyle(String language, String prompt, String continued, String delimiters, boolean spaced) {

    static final SessionStyle SXS = new SessionStyle("sxs", "sxs> ", "...> ", "()[]{}'@#?", true);
    static final SessionStyle PYTHON = new SessionStyle("python", ">>> ", "... ", "()[]{}'\"#:;,=+-*/%<>!&|^~@", false);
}
