package org.kernos.runtime.micropython.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

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
    static final int NAME_TOO_LONG = 36;
    static final int NOT_EMPTY = 39;
    static final int LINK = 40;

    private Errors() {}

    /** The one that says best what has happened. */
    static int of(IOException e) {
        if (e instanceof RefusedException refused) {
            return refused.error();
        } else if (e instanceof NoSuchFileException) {
            return NOT_FOUND;
        } else if (e instanceof FileAlreadyExistsException) {
            return EXISTS;
        } else if (e instanceof DirectoryNotEmptyException) {
            return NOT_EMPTY;
        } else if (e instanceof NotDirectoryException) {
            return NOT_A_DIRECTORY;
        } else if (e instanceof ClosedChannelException) {
            return BAD_FILE;
        }
        return e instanceof AccessDeniedException ? ACCESS : INPUT_OUTPUT;
    }
}
