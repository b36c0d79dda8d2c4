package org.kernos.sxs.run;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/**
 * One run of a program: what it may use up, what it has loaded, and its threads. Several threads take part when a kernel evaluates on threads of
 * its own.
 */
public final class Run {

    /** A native stack overflow would end the JVM: evaluations inside of kernels that evaluations have called end before. */
    private static final int DEEPEST_REENTRY = 128;

    /** What runs on a thread now; of programs that run inside of one another the innermost. */
    private static final ThreadLocal<@Nullable Execution> CURRENT = new ThreadLocal<>();

    private static final ThreadLocal<int[]> REENTRIES = ThreadLocal.withInitial(() -> new int[1]);

    private final ModuleRegistry registry;
    private final ProgramOptions options;
    private final Translator translator;
    private final LoadedModules modules;
    private final ImportedFiles imports;
    private final Map<Value, Value.Aberrant> handedOut = new ConcurrentHashMap<>();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private volatile long survey;
    private volatile long deadline;
    private volatile boolean cancelled;

    public Run(ModuleContainer container, ProgramOptions options, Translator translator) {
        this.registry = container.registry();
        this.options = options;
        this.translator = translator;
        this.modules = new LoadedModules(container, options);
        this.imports = new ImportedFiles(this, options);
        renew();
    }

    /** Lets steps, time, output and memory count from here. */
    public void renew() {
        ProgramLimits limits = options.limits();
        steps.set(limits.steps());
        printed.set(0);
        made.set(0);
        survey = limits.memory();
        deadline = System.nanoTime() + Math.min(limits.time().toNanos(), Long.MAX_VALUE / 2);
        cancelled = false;
    }

    public ProgramOptions options() {
        return options;
    }

    public ModuleRegistry registry() {
        return registry;
    }

    public LoadedModules modules() {
        return modules;
    }

    public ImportedFiles imports() {
        return imports;
    }

    public Translator translator() {
        return translator;
    }

    /** Ends the run at its next look at the limits. */
    public void cancel() {
        cancelled = true;
    }

    /** Evaluates on this thread, in the thread's execution of this run or in a new one. */
    public Value evaluate(Compiled compiled, Frame frame) {
        Execution running = CURRENT.get();
        if (running != null && running.run() == this) {
            return running.enter(compiled, frame);
        }
        Execution execution = new Execution(this);
        try {
            return resume(execution, () -> execution.enter(compiled, frame));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does work of an execution on this thread. */
    Value resume(Execution execution, Callable<Value> work) throws Exception {
        Execution before = CURRENT.get();
        CURRENT.set(execution);
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Evaluates what a kernel asks for, in the scope of the kernel's call. */
    Value evaluate(Value expression, Frame frame) {
        if (expression instanceof Value.Symbol symbol) {
            Value value = frame.find(symbol.name());
            if (value != null) {
                return value;
            }
        } else if (expression instanceof Value.Some some) {
            return some.wrapped();
        } else if (!(expression instanceof Value.ListValue list) || list.kind() == ListKind.BRACE) {
            return expression;
        }
        int[] depth = REENTRIES.get();
        if (depth[0] >= DEEPEST_REENTRY) {
            throw new KernelException(Problem.of(
                    ProblemCode.EVALUATION,
                    "kernels evaluate inside of evaluations deeper than " + DEEPEST_REENTRY + " levels"));
        }
        depth[0]++;
        try {
            return evaluate(translator.value(expression, frame.scope(), frame.unit()), frame);
        } finally {
            depth[0]--;
        }
    }

    /** Takes steps from what is left, and looks at everything else that may end a run. */
    @Nullable
    Problem spend(int taken) {
        if (Thread.interrupted() || cancelled) {
            cancelled = true;
            return Problem.of(ProblemCode.PROGRAM_CANCELLED, "the program was cancelled");
        } else if (steps.addAndGet(-taken) < 0) {
            return exceeded("more than " + options.limits().steps() + " steps", "steps");
        } else if (System.nanoTime() - deadline > 0) {
            return exceeded("longer than " + options.limits().time().toMillis() + " ms", "time");
        }
        return null;
    }

    private static Problem exceeded(String what, String limit) {
        return Problem.of(ProblemCode.PROGRAM_LIMIT, "the program ran " + what)
                .fix("look for a loop that does not end, or raise the limit of " + limit);
    }

    /**
     * Counts a value that was made. When as much has been made as the limit leaves room for, what is still held is weighed.
     */
    @Nullable
    Problem weigh(Value value, Execution execution, Frame frame) {
        long weight = ValueWeight.of(value);
        if (made.addAndGet(weight) <= survey) {
            return null;
        }
        ValueWeight held = new ValueWeight();
        held.add(value);
        frame.collect(held);
        execution.collect(held);
        handedOut.values().forEach(held::add);
        long limit = options.limits().memory();
        if (held.bytes() > limit) {
            return Problem.of(ProblemCode.PROGRAM_LIMIT, "the program's values take more than " + limit + " bytes")
                    .fix("keep less at a time, or raise the limit of memory");
        }
        made.set(0);
        survey = Math.max(limit - held.bytes(), limit / 16);
        return null;
    }

    /** Prints a line. */
    public void print(String line, Frame frame, Spot spot) {
        byte[] bytes = bytes(line + "\n");
        if (printed.addAndGet(bytes.length) > options.limits().output()) {
            throw spot.failure(Problem.of(
                            ProblemCode.PROGRAM_LIMIT,
                            "the program printed more than " + options.limits().output() + " bytes")
                    .fix("print less, or raise the limit of output"));
        }
        options.output().write(bytes, 0, bytes.length);
        options.output().flush();
    }

    /** The bytes that a program's strings have, whatever they are. A text of Java may hold what has none. */
    private static byte[] bytes(String line) {
        try {
            return new Value.Str(line).bytes();
        } catch (IllegalArgumentException e) {
            return line.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Keeps what a module is given to call, so that it can as long as the run goes on. */
    public void handOut(Value.Aberrant callable) {
        handedOut.put(callable.wrapped(), callable);
    }

    /** The lambda or function that a module has given back, or the value itself. */
    public Value recall(Value.Aberrant value) {
        Value.Aberrant callable = handedOut.get(value.wrapped());
        return callable != null ? callable : CallableValue.find(value).<Value>map(found -> found).orElse(value);
    }

    /** Modules can no longer call what they were given so far. */
    public void release() {
        handedOut.clear();
    }

    /** What came out of memory or stack, which no limit of ours has kept it from. */
    public static ProgramException exhausted(Error error) {
        String what = error instanceof StackOverflowError ? "the thread's stack" : "the JVM's memory";
        return new ProgramException(
                Problem.of(ProblemCode.PROGRAM_LIMIT, "the program has used up " + what)
                        .fix("lower the limits of depth and memory, or give the JVM more"),
                error);
    }
}
