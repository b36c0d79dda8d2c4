package org.kernos.itests;

import org.osgi.framework.Bundle;

/** A session of the framework's shell, in which a test types what a person would. */
public interface Shell extends AutoCloseable {

    /**
     * Runs a line.
     *
     * @return what the terminal would show: what the line printed, then its result
     * @throws Exception when the command failed, with the text that the terminal would show as its message
     */
    String run(String line) throws Exception;

    /** Runs one of the framework's own commands: {@code stop}, {@code update} and so on, on a bundle. */
    String runOnBundle(String command, Bundle bundle) throws Exception;

    @Override
    void close();
}
