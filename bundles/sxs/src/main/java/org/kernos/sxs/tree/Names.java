package org.kernos.sxs.tree;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.KernelFunction;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Scope;

/** The names that a program could have meant. */
final class Names {

    private Names() {}

    /** Of instructions, of what the scopes around a frame may define, and of modules' functions. */
    static List<String> callable(Frame frame) {
        List<String> names = new ArrayList<>(Instruction.names());
        for (Scope scope = frame.scope(); scope != null; scope = scope.parent()) {
            names.addAll(scope.names());
        }
        frame.unit().run().registry().functions().stream()
                .map(KernelFunction::qualifiedName)
                .forEach(names::add);
        return names;
    }

    /** What to do about a name that cannot be called. */
    static String fix(String name, Frame frame) {
        int slash = name.lastIndexOf('/');
        if (slash < 1) {
            return "define it before, or call a module's function by its full name";
        }
        String module = name.substring(0, slash);
        return frame.unit().run().modules().knows(module)
                ? "kernel:functions " + module + " lists what there is"
                : "load its module at the program's start: #(load \"" + module + "\")";
    }
}
