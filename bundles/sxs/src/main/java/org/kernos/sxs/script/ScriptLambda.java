package org.kernos.sxs.script;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.sxs.run.Lambda;

/** A lambda as Java sees it: a function of an array of arguments. Fails with a {@link org.kernos.api.program.ProgramException}. */
record ScriptLambda(Lambda lambda, ScriptRun run) implements Function<@Nullable Object[], @Nullable Object> {

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
        return run.objects().toJava(run.call(lambda, arguments));
    }

    /** As the program prints it. */
    @Override
    public String toString() {
        return lambda.toString();
    }
}
