package org.kernos.sxs.run;

/** A program, an import or a session in the course of a run. */
public final class Unit {

    private final Run run;
    private final Loading loading;
    private volatile boolean late;

    /**
     * @param loading what its datum commands load into
     */
    public Unit(Run run, Loading loading) {
        this.run = run;
        this.loading = loading;
    }

    public Run run() {
        return run;
    }

    public Loading loading() {
        return loading;
    }

    /** Whether a name may be defined that its scope did not know when something that uses it was compiled. */
    public boolean hasLateNames() {
        return late;
    }

    public void expectLateNames() {
        late = true;
    }
}
