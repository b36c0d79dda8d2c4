package org.kernos.container.bundle;

import java.io.IOException;

/** The container cannot write into its own part of the framework's storage, as when the disk is full. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1;

    public StorageException(String message, IOException cause) {
        super(message, cause);
    }
}
