package org.kernos.sxs.check;

import java.util.HashSet;
import java.util.Set;

/** What a program may do that its text does not show where it does it: evaluate data that defines or loads something. */
final class Unseen {

    private final Set<String> names = new HashSet<>();
    private boolean loads;

    /** Notes that data holds the definition of a name. */
    void addName(String name) {
        names.add(name);
    }

    void expectLoads() {
        loads = true;
    }

    /** Whether an evaluation may define this name, in whatever scope. */
    boolean mayDefine(String name) {
        return names.contains(name);
    }

    /** Whether an evaluation may load modules or import files. */
    boolean mayLoad() {
        return loads;
    }
}
