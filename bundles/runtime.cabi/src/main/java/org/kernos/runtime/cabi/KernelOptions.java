package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/**
 * What a descriptor and the load options say to this runtime.
 *
 * @param library as the descriptor names it
 * @param retainObjects whether objects live as long as the kernel (native M-4)
 */
record KernelOptions(String library, CallConvention convention, boolean retainObjects) {

    static final String ARGS = "args";
    static final String RETAIN_OBJECTS = "retain-objects";

    /**
     * @throws ModuleException with everything that is not as it should be
     */
    static KernelOptions of(ModuleContext module) throws ModuleException {
        List<Problem> problems = new ArrayList<>();
        String library = setting(module, DescriptorKeys.LIBRARY);
        if (library == null || library.isEmpty()) {
            problems.add(Problem.of(ProblemCode.LIBRARY_MISSING, "the descriptor names no library")
                    .fix("name the library's file in the descriptor"));
        }
        String args = orElse(setting(module, ARGS), "values");
        Optional<CallConvention> convention = CallConvention.findByName(args);
        if (convention.isEmpty()) {
            problems.add(form(ARGS, args, "'values' or 'form'"));
        }
        String retain = orElse(setting(module, RETAIN_OBJECTS), "false");
        if (!retain.equals("true") && !retain.equals("false")) {
            problems.add(form(RETAIN_OBJECTS, retain, "'true' or 'false'"));
        }
        if (library == null || convention.isEmpty() || !problems.isEmpty()) {
            Place place = Place.of(module.files().location());
            throw new ModuleException(problems.stream().map(p -> p.at(place)).toList());
        }
        return new KernelOptions(library, convention.get(), retain.equals("true"));
    }

    private static @Nullable String setting(ModuleContext module, String key) {
        String chosen = module.settings().get(key);
        return chosen != null ? chosen : module.descriptor().properties().get(key);
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    private static Problem form(String key, String value, String expected) {
        return Problem.of(ProblemCode.MANIFEST, "'" + key + "' is '" + value + "', expected " + expected)
                .fix("write " + expected + " in manifest.json, or leave '" + key + "' out");
    }
}
