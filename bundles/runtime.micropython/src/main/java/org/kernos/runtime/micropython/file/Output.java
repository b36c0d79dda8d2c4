package org.kernos.runtime.micropython.file;

/** Takes what Python prints. */
@FunctionalInterface
public interface Output {

    /**
     * @param isError whether it was written to {@code sys.stderr}
     */
    void write(byte[] text, boolean isError);
}
