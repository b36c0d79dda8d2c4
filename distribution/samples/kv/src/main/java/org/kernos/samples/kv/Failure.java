package org.kernos.samples.kv;

import org.kernos.api.KernelException;

/** The codes that the kernel raises; the README has them. */
enum Failure {
    BAD_KEY(1),
    NOT_OPEN(2),
    OTHER_PLACE(3),
    OUTSIDE(4),
    STORAGE(5),
    VALUE(6);

    private final int code;

    Failure(int code) {
        this.code = code;
    }

    KernelException with(String message) {
        return KernelException.raised(code, message);
    }
}
