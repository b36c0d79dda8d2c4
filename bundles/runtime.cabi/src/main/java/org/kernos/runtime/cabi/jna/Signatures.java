package org.kernos.runtime.cabi.jna;

import com.sun.jna.Callback;

/** The shapes of the table's functions. Primitives only: JNA enters such callbacks directly (native H-2). */
final class Signatures {

    private Signatures() {}

    interface Supplier extends Callback {
        long invoke();
    }

    interface Unary extends Callback {
        long invoke(long a);
    }

    interface Binary extends Callback {
        long invoke(long a, long b);
    }

    interface ToInt extends Callback {
        int invoke(long a);
    }

    interface ToReal extends Callback {
        double invoke(long a);
    }

    interface OfReal extends Callback {
        long invoke(double a);
    }

    interface Consumer extends Callback {
        void invoke(long a);
    }

    interface Raise extends Callback {
        long invoke(long context, int code, long message);
    }

    interface Log extends Callback {
        void invoke(int level, long message);
    }

    interface Register extends Callback {
        void invoke(long registry, long name, long function, int returnType, int variadic);
    }
}
