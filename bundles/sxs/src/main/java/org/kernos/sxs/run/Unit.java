package org.kernos.sxs.run;

import org.jspecify.annotations.Nullable;

/** A program, an import, a session or a script in the course of a run. */
public final class Unit {

    private final Run run;
    private final Loading loading;
    private final @Nullable OuterNames outer;
    private volatile boolean late;

    /**
     * @param loading what its datum commands load into
     */
    public Unit(Run run, Loading loading) {
        this(run, loading, null);
    }

    /**
     * @param outer where the names are that it defines at its top; null when it keeps them itself
     */
    public Unit(Run run, Loading loading, @Nullable OuterNames outer) {
        this.run = run;
        this.loading = loading;
        this.outer = outer;
        this.late = outer != null;
    }

    public Run run() {
        return run;
    }

    public Loading loading() {
        return loading;
    }

    /** Where the names at its top are, or null when it keeps them itself. */
    @Nullable
    OuterNames outer() {
        return outer;
    }

    /** Whether a name may be defined that its scope did not know when something that uses it was compiled. */
    public boolean hasLateNames() {
        return late;
    }

    public void expectLateNames() {
        late = true;
    }
}
