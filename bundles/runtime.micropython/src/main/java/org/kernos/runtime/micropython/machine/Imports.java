package org.kernos.runtime.micropython.machine;

import java.util.ArrayList;
import java.util.List;
import run.endive.runtime.HostFunction;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** Gathers the functions that the wasm imports. Their types are written as letters: {@code iji>i}. */
public final class Imports {

    private static final String ENVIRONMENT = "env";
    private static final long[] NOTHING = {};
    private static final String SYSTEM = "wasi_snapshot_preview1";

    private final List<HostFunction> functions = new ArrayList<>();

    /** Takes and gives 32-bit words. */
    @FunctionalInterface
    public interface IntFunction {
        int call(long[] arguments);
    }

    /** Gives nothing. */
    @FunctionalInterface
    public interface Procedure {
        void call(long[] arguments);
    }

    public void function(String name, String parameters, IntFunction body) {
        add(ENVIRONMENT, name, parameters + ">i", (instance, arguments) -> new long[] {body.call(arguments)});
    }

    public void procedure(String name, String parameters, Procedure body) {
        add(ENVIRONMENT, name, parameters + ">", (instance, arguments) -> {
            body.call(arguments);
            return NOTHING;
        });
    }

    public void system(String name, String parameters, IntFunction body) {
        add(SYSTEM, name, parameters + ">i", (instance, arguments) -> new long[] {body.call(arguments)});
    }

    /** For other results than words. */
    public void add(String module, String name, String types, WasmFunctionHandle body) {
        int split = types.indexOf('>');
        FunctionType type = FunctionType.of(types(types.substring(0, split)), types(types.substring(split + 1)));
        functions.add(new HostFunction(module, name, type, body));
    }

    private static List<ValType> types(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case 'i' -> ValType.I32;
                    case 'j' -> ValType.I64;
                    case 'd' -> ValType.F64;
                    default -> throw new IllegalArgumentException("no type is written '" + (char) letter + "'");
                })
                .toList();
    }

    public List<HostFunction> functions() {
        return List.copyOf(functions);
    }
}
