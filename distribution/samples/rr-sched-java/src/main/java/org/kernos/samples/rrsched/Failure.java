package org.kernos.samples.rrsched;

import org.kernos.api.KernelException;

/** The codes that the module raises; the README has them. */
enum Failure {
    TASK_EXISTS(1),
    OUTSIDE_OF_U32(2),
    UNKNOWN_MESSAGE(3),
    NO_TASK(4),
    DAMAGED_STATE(5);

    private final int code;

    Failure(int code) {
        this.code = code;
    }

    KernelException with(String message) {
        return KernelException.raised(code, message);
    }
}
