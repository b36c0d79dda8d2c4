package org.kernos.runtime.micropython.file;

/** Numbers of errors, those of Linux, which are MicroPython's too. */
final class Errors {

    static final int NOT_FOUND = 2;
    static final int INPUT_OUTPUT = 5;
    static final int BAD_FILE = 9;
    static final int ACCESS = 13;
    static final int EXISTS = 17;
    static final int OTHER_DEVICE = 18;
    static final int NOT_A_DIRECTORY = 20;
    static final int IS_A_DIRECTORY = 21;
    static final int BAD_ARGUMENT = 22;
    static final int TOO_MANY_OPEN = 24;
    static final int NO_SEEK = 29;
    static final int READ_ONLY = 30;
    static final int OUT_OF_RANGE = 34;
    static final int NOT_EMPTY = 39;
    static final int LINK = 40;

    private Errors() {}
}
