package org.kernos.api;

import java.util.List;

/** How an operation on modules ended. */
public sealed interface Outcome {

    /**
     * It was carried out.
     *
     * @param modules the ones it changed, as they are now (removed ones as they were), in the order it was done
     * @param warnings what their author should know
     */
    record Done(List<ModuleInfo> modules, List<Problem> warnings) implements Outcome {
        public Done {
            modules = List.copyOf(modules);
            warnings = List.copyOf(warnings);
        }
    }

    /** There was nothing to do: the module already is as asked for. */
    record Unchanged(ModuleInfo module) implements Outcome {}

    /** Nothing was changed, or all of it was taken back; every problem that was found. */
    record Refused(List<Problem> problems) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
