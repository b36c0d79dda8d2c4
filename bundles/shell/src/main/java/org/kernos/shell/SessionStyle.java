package org.kernos.shell;

/**
 * How sessions in a language look.
 *
 * @param language its name
 * @param prompt asks for a text
 * @param continued asks for another line of it
 * @param delimiters the characters at which words end, besides blanks
 */
record SessionStyle(String language, String prompt, String continued, String delimiters) {

    static final SessionStyle SXS = new SessionStyle("sxs", "sxs> ", "...> ", "()[]{}'@#?");
    static final SessionStyle PYTHON = new SessionStyle("python", ">>> ", "... ", "()[]{}'\"#:;,=+-*/%<>!&|^~@");
}
