package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a module as Emscripten writes them: one table, one memory, imports of functions only. */
final class ModuleReader {

    private static final byte[] START = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int FUNCTION_TYPE = 0x60;
    private static final int FUNCTION = 0;

    private final WasmModule module = new WasmModule();

    private ModuleReader() {}

    static WasmModule read(byte[] bytes) {
        ModuleReader reader = new ModuleReader();
        reader.sections(new ByteInput(bytes));
        reader.types(reader.section(Section.TYPE));
        reader.imports(reader.section(Section.IMPORT));
        reader.exports(reader.section(Section.EXPORT));
        reader.table(reader.section(Section.ELEMENT));
        reader.functions(reader.section(Section.FUNCTION), reader.section(Section.CODE));
        return reader.module;
    }

    /** Sections with names of their own, such as those for debuggers, are left out: they would be wrong afterwards. */
    private void sections(ByteInput input) {
        if (!Arrays.equals(input.bytes(START.length), START)) {
            throw new WasmFormatException("this is no WebAssembly module of version 1");
        }
        while (input.hasMore()) {
            int id = input.next();
            byte[] content = input.bytes(input.count());
            if (id != Section.CUSTOM) {
                module.sections.put(id, content);
            }
        }
    }

    /** A section that is not there is one with nothing in it. */
    private ByteInput section(int id) {
        return new ByteInput(module.sections.getOrDefault(id, new byte[] {0}));
    }

    private void types(ByteInput input) {
        for (int rest = input.count(); rest > 0; rest--) {
            if (input.next() != FUNCTION_TYPE) {
                throw new WasmFormatException("the module has a type that is no function's");
            }
            List<Integer> parameters = valueTypes(input);
            module.types.add(new FunctionType(parameters, valueTypes(input)));
        }
    }

    private static List<Integer> valueTypes(ByteInput input) {
        List<Integer> types = new ArrayList<>();
        for (int rest = input.count(); rest > 0; rest--) {
            types.add(input.next());
        }
        return types;
    }

    private void imports(ByteInput input) {
        for (int rest = input.count(); rest > 0; rest--) {
            String name = input.name() + "." + input.name();
            if (input.next() != FUNCTION) {
                throw new WasmFormatException("the import '" + name + "' is no function");
            }
            module.imports.add(new WasmModule.Import(name, module.types.get(input.count())));
        }
    }

    private void exports(ByteInput input) {
        for (int rest = input.count(); rest > 0; rest--) {
            String name = input.name();
            int kind = input.next();
            int index = input.count();
            if (kind == FUNCTION) {
                module.exports.put(name, index);
            }
        }
    }

    /** One segment of function indices, from a constant place on. */
    private void table(ByteInput input) {
        int segments = input.count();
        if (segments == 0) {
            return;
        } else if (segments != 1 || input.next() != 0 || input.next() != Op.I32_CONST) {
            throw new WasmFormatException("the table is not filled by one segment at a constant place");
        }
        for (long rest = input.signed(); rest > 0; rest--) {
            module.table.add(WasmModule.NO_FUNCTION);
        }
        input.next();
        for (int rest = input.count(); rest > 0; rest--) {
            module.table.add(input.count());
        }
    }

    private void functions(ByteInput typeIndices, ByteInput code) {
        int count = typeIndices.count();
        if (code.count() != count) {
            throw new WasmFormatException("there is not one code for each function");
        }
        for (int i = 0; i < count; i++) {
            FunctionType type = module.types.get(typeIndices.count());
            int length = code.count();
            int end = code.position() + length;
            module.add(function(type, code));
            if (code.position() != end) {
                throw new WasmFormatException("the code of function " + i + " is not as long as it says");
            }
        }
    }

    private static WasmFunction function(FunctionType type, ByteInput code) {
        List<Integer> locals = new ArrayList<>();
        for (int runs = code.count(); runs > 0; runs--) {
            int count = code.count();
            int localType = code.next();
            for (int i = 0; i < count; i++) {
                locals.add(localType);
            }
        }
        WasmFunction function = new WasmFunction(type, locals, new Label());
        function.body = CodeReader.read(code, function.exit);
        return function;
    }
}
