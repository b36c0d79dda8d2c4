package org.kernos.micropython.build;

import java.util.List;

/** Writes a module; the inverse of {@link ModuleReader}. */
final class ModuleWriter {

    private static final byte[] START = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int FUNCTION_TYPE = 0x60;

    private final WasmModule module;

    private ModuleWriter(WasmModule module) {
        this.module = module;
    }

    static byte[] write(WasmModule module) {
        ModuleWriter writer = new ModuleWriter(module);
        // The code first: it may name types that nothing had before.
        module.sections.put(Section.CODE, writer.code());
        module.sections.put(Section.FUNCTION, writer.functionTypes());
        if (module.throwsAndCatches()) {
            module.sections.put(Section.TAG, writer.tag());
        }
        module.sections.put(Section.TYPE, writer.types());
        ByteOutput output = new ByteOutput().add(START);
        for (int id : Section.ORDER) {
            byte[] content = module.sections.get(id);
            if (content != null) {
                output.add(id).unsigned(content.length).add(content);
            }
        }
        return output.toBytes();
    }

    private byte[] types() {
        ByteOutput output = new ByteOutput().unsigned(module.types.size());
        for (FunctionType type : module.types) {
            output.add(FUNCTION_TYPE);
            valueTypes(type.parameters(), output);
            valueTypes(type.results(), output);
        }
        return output.toBytes();
    }

    private static void valueTypes(List<Integer> types, ByteOutput output) {
        output.unsigned(types.size());
        types.forEach(output::add);
    }

    private byte[] functionTypes() {
        ByteOutput output = new ByteOutput().unsigned(module.functions().size());
        module.functions().forEach(function -> output.unsigned(module.typeIndex(function.type)));
        return output.toBytes();
    }

    private byte[] tag() {
        int exception = 0;
        int type = module.typeIndex(new FunctionType(List.of(), List.of()));
        return new ByteOutput().unsigned(1).add(exception).unsigned(type).toBytes();
    }

    private byte[] code() {
        ByteOutput output = new ByteOutput().unsigned(module.functions().size());
        for (WasmFunction function : module.functions()) {
            byte[] content = function(function);
            output.unsigned(content.length).add(content);
        }
        return output.toBytes();
    }

    /** Each local variable is a run of one: that is as good for the compiler, and shorter here. */
    private static byte[] function(WasmFunction function) {
        ByteOutput output = new ByteOutput().unsigned(function.locals.size());
        function.locals.forEach(type -> output.unsigned(1).add(type));
        CodeWriter.write(function, output);
        return output.toBytes();
    }
}
