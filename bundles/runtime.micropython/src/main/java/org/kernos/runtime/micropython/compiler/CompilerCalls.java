package org.kernos.runtime.micropython.compiler;

import java.util.Arrays;
import java.util.List;
import org.kernos.runtime.micropython.machine.Imports;
import org.kernos.runtime.micropython.memory.FlatMemory;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmEngineException;

/**
 * What the compiler asks of its host, and how it is entered. The package's names are one letter each; what they stand for was read in
 * its JavaScript, and holds for the one version that the build's lock file pins.
 */
final class CompilerCalls {

    private static final String HOST = "a";

    private static final String CONSTRUCT = "s";
    private static final String MAIN = "u";
    private static final String SET_THROWN = "x";
    private static final String STACK = "y";
    private static final String SET_STACK = "z";
    private static final String TAKE_STACK = "A";

    /** The second word of setjmp's results is not used by a compiler, but asked for. */
    private static final int NO_WORD = 0;

    /** C's {@code longjmp}, on its way to the call that catches it. */
    private static final class Jump extends WasmEngineException {
        private static final long serialVersionUID = 1;

        Jump() {
            super("longjmp");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** C's {@code exit}. */
    private static final class Exit extends WasmEngineException {
        private static final long serialVersionUID = 1;

        Exit() {
            super("exit");
        }
    }

    private CompilerCalls() {}

    static void addTo(Imports imports, CompilerFiles files, FlatMemory memory) {
        for (String invoke : List.of("d:ii>i", "e:iii>", "g:ii>", "h:iiii>", "j:iiii>i", "l:iiiiii>")) {
            String[] parts = invoke.split(":");
            imports.add(HOST, parts[0], parts[1], invoke(parts[1].endsWith(">")));
        }
        imports.add(HOST, "n", ">", (instance, a) -> {
            throw new Jump();
        });
        int[] word = {NO_WORD};
        imports.add(HOST, "b", ">i", (instance, a) -> new long[] {word[0]});
        imports.add(HOST, "c", "i>", (instance, a) -> {
            word[0] = (int) a[0];
            return new long[0];
        });
        imports.add(HOST, "a", "iiii>", (instance, a) -> {
            throw new WasmEngineException("an assertion of the compiler does not hold in line " + a[2]);
        });
        imports.add(HOST, "f", "i>", (instance, a) -> {
            throw new Exit();
        });
        imports.add(HOST, "o", "i>i", (instance, a) -> new long[] {grow(memory, (int) a[0]) ? 1 : 0});
        imports.add(HOST, "q", "iii>i", (instance, a) -> new long[] {files.open((int) a[0])});
        imports.add(HOST, "p", "iiii>i", (instance, a) -> new long[] {files.read((int) a[1], (int) a[2], (int) a[3])});
        imports.add(HOST, "i", "iiii>i", (instance, a) ->
                new long[] {files.write((int) a[0], (int) a[1], (int) a[2], (int) a[3])});
        imports.add(HOST, "k", "i>i", (instance, a) -> new long[] {0});
        imports.add(HOST, "m", "iiiii>i", (instance, a) -> new long[] {CompilerFiles.NO_SEEK});
    }

    private static boolean grow(FlatMemory memory, int wantedBytes) {
        long pages = (Integer.toUnsignedLong(wantedBytes) + FlatMemory.PAGE_SIZE - 1) / FlatMemory.PAGE_SIZE;
        return pages <= memory.maximumPages() && memory.grow((int) pages - memory.pages()) >= 0;
    }

    /** Calls what the table has at the first argument; after a longjmp it puts the stack back and notes that there was one. */
    private static WasmFunctionHandle invoke(boolean isProcedure) {
        return (instance, a) -> {
            long stack = instance.export(STACK).apply()[0];
            try {
                int function = instance.table(0).requiredRef((int) a[0]);
                return instance.getMachine().call(function, Arrays.copyOfRange(a, 1, a.length));
            } catch (Jump e) {
                instance.export(SET_STACK).apply(stack);
                instance.export(SET_THROWN).apply(1, 0);
                return isProcedure ? new long[0] : new long[] {0};
            }
        };
    }

    /** Runs the program, to its end. */
    static void main(Instance instance, FlatMemory memory, List<String> arguments) {
        instance.export(CONSTRUCT).apply();
        int vector = take(instance, Integer.BYTES * (arguments.size() + 1));
        for (int i = 0; i < arguments.size(); i++) {
            byte[] text = MpyCross.zeroEnded(arguments.get(i));
            int address = take(instance, text.length);
            memory.write(address, text, 0, text.length);
            memory.writeI32(vector + Integer.BYTES * i, address);
        }
        memory.writeI32(vector + Integer.BYTES * arguments.size(), 0);
        try {
            instance.export(MAIN).apply(arguments.size(), vector);
        } catch (Exit e) {
            // What it has written tells how it went.
        }
    }

    private static int take(Instance instance, int length) {
        return (int) instance.export(TAKE_STACK).apply(length)[0];
    }
}
