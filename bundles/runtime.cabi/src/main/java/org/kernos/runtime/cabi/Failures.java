package org.kernos.runtime.cabi;

import org.kernos.api.KernelException;

/** Says in one sentence why an init or shutdown function ended early. */
final class Failures {

    private Failures() {}

    static String describe(Throwable failure) {
        if (failure instanceof KernelException e) {
            String code =
                    e.raisedCode().isPresent() ? " (code " + e.raisedCode().getAsInt() + ")" : "";
            return e.problem().message() + code;
        }
        return failure.toString();
    }
}
