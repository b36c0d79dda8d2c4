package org.kernos.runtime.micropython.interpreter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.machine.Imports;
import run.endive.runtime.WasmException;
import run.endive.wasm.WasmEngineException;

/**
 * What MicroPython asks of its host: to call functions in Java, time, memory. A Java exception must not pass MicroPython's frames,
 * which would end the
 * interpreter: it is raised as a Python exception instead.
 */
final class HostCalls {

    private static final long NANOS_IN_MILLI = 1_000_000;

    private static final long[] ZERO = {0};

    private final MicroPythonInstance python;
    private final long started = System.nanoTime();

    HostCalls(MicroPythonInstance python) {
        this.python = python;
    }

    void addTo(Imports imports) {
        calls(imports);
        attributes(imports);
        unavailable(imports);
        imports.procedure("proxy_js_free_obj", "i", a -> python.hosts.free((int) a[0]));
        imports.function("js_check_existing", "i", a -> -1);
        imports.function("emscripten_resize_heap", "i", a -> python.quota.grow((int) a[0]) ? 1 : 0);
        imports.function(
                "mp_js_random_u32", "", a -> ThreadLocalRandom.current().nextInt());
        imports.function("mp_js_ticks_ms", "", a -> (int) ((System.nanoTime() - started) / NANOS_IN_MILLI));
        imports.add("env", "mp_js_time_ms", ">d", (instance, a) ->
                new long[] {Double.doubleToRawLongBits((double) System.currentTimeMillis())});
        imports.procedure("_abort_js", "", a -> {
            throw new WasmEngineException("MicroPython's C code has called abort()");
        });
    }

    /** The second argument of most says whether the function was found as an attribute, which none is here. */
    private void calls(Imports imports) {
        imports.procedure("call0", "ii", a -> call(a[0], 0, 0, (int) a[1]));
        imports.function("call1", "iiii", a -> call(a[0], 1, (int) a[2], (int) a[3]));
        imports.add("env", "call2", "iiiii>i", (instance, a) -> {
            call2((int) a[0], (int) a[2], (int) a[3], (int) a[4]);
            return ZERO;
        });
        imports.function("calln", "iiiii", a -> call(a[0], (int) a[2], (int) a[3], (int) a[4]));
        imports.procedure(
                "call0_kwarg",
                "iiiiii",
                a -> callNamed(a[0], new int[] {0, 0}, named((int) a[2], (int) a[3], (int) a[4]), (int) a[5]));
        imports.procedure(
                "calln_kwarg",
                "iiiiiiii",
                a -> callNamed(
                        a[0], new int[] {(int) a[2], (int) a[3]}, named((int) a[4], (int) a[5], (int) a[6]), (int)
                                a[7]));
    }

    private int call(long function, int count, int slots, int result) {
        return guarded(result, () -> target(function).call(arguments(count, slots), Map.of()));
    }

    /** As {@link #call}, and without a lambda: what crosses most. */
    private void call2(int function, int first, int second, int result) {
        python.toPython.release();
        try {
            python.toPython.write(result2(target(function), first, second), result);
        } catch (Throwable e) {
            raiseOf(e);
        }
    }

    private @Nullable Object result2(HostFunction target, int first, int second) throws Exception {
        FromPython values = python.fromPython;
        return values.isSmallInteger(first) && values.isSmallInteger(second)
                ? target.call(values.smallInteger(first), values.smallInteger(second))
                : target.call(new @Nullable Object[] {values.take(first), values.take(second)}, Map.of());
    }

    private void callNamed(long function, int[] given, Map<String, Integer> named, int result) {
        guarded(result, () -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            named.forEach((name, slot) -> values.put(name, python.fromPython.take(slot)));
            return target(function).call(arguments(given[0], given[1]), values);
        });
    }

    private Map<String, Integer> named(int count, int names, int slots) {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int name = python.slots.memory.readInt(names + Integer.BYTES * i);
            named.put(python.slots.text(name), slots + Slots.SIZE * i);
        }
        return named;
    }

    private HostFunction target(long number) {
        HostFunction function = python.hosts.find((int) number);
        if (function == null) {
            throw new PythonException("TypeError", "the object is not callable");
        }
        return function;
    }

    private @Nullable Object[] arguments(int count, int slots) {
        @Nullable Object[] arguments = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = python.fromPython.take(slots + Slots.SIZE * i);
        }
        return arguments;
    }

    /** Functions have no attributes, and {@code js} takes none but what {@code start.py} hands over. */
    private void attributes(Imports imports) {
        imports.function("has_attr", "ii", a -> 0);
        imports.function("lookup_attr", "iii", a -> 0);
        imports.procedure("store_attr", "iii", a -> {
            if (a[0] != HostObjects.GLOBAL || !python.takeHelpers((int) a[2])) {
                refuse("AttributeError", "attributes of functions of the host cannot be set");
            }
        });
    }

    private void unavailable(Imports imports) {
        for (String name :
                List.of("js_get_iter:ii", "js_subscr_load:iii", "js_subscr_store:iii", "js_reflect_construct:iiii")) {
            String[] parts = name.split(":");
            imports.procedure(parts[0], parts[1], a -> refuse("TypeError", "functions of the host can only be called"));
        }
        imports.function("js_iter_next", "ii", a -> 0);
        for (String name : List.of(
                "js_then_resolve:ii",
                "js_then_reject:ii",
                "js_then_continue:iiiii",
                "create_promise:ii",
                "js_get_error_info:iii",
                "js_get_proxy_js_ref_info:i",
                "proxy_convert_mp_to_js_then_js_to_mp_obj_jsside:i",
                "proxy_convert_mp_to_js_then_js_to_js_then_js_to_mp_obj_jsside:i")) {
            String[] parts = name.split(":");
            imports.procedure(parts[0], parts[1], a -> refuse("NotImplementedError", "there is no JavaScript here"));
        }
    }

    private void refuse(String type, String message) {
        raise(new PythonException(type, message));
    }

    @FunctionalInterface
    private interface Body {
        @Nullable
        Object run() throws Exception;
    }

    /** Runs code of the host and writes its result. */
    private int guarded(int result, Body body) {
        python.toPython.release();
        try {
            python.toPython.write(body.run(), result);
        } catch (Throwable e) {
            raiseOf(e);
        }
        return 0;
    }

    /** What code of the host has thrown, in the Python code that has called it. */
    private void raiseOf(Throwable thrown) {
        try {
            throw thrown;
        } catch (WasmException | WasmEngineException | VirtualMachineError e) {
            // Either a Python exception that is passing, or the end of the interpreter.
            throw e;
        } catch (InterpreterException e) {
            if (e.isLost() && python.isLost()) {
                throw e;
            }
            raise(new PythonException("RuntimeError", String.valueOf(e.getMessage())).with(e, null));
        } catch (PythonException e) {
            raise(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            raise(new PythonException("RuntimeError", "the thread was interrupted").with(e, null));
        } catch (Throwable e) {
            raise(new PythonException("RuntimeError", e.toString()).with(e, null));
        }
    }

    /** Does not return: the exception passes as one of the machine. */
    private void raise(PythonException e) {
        python.raised().raise(e);
        throw new WasmEngineException("a Python exception could not be raised", e);
    }
}
