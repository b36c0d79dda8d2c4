package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;

/** Small modules, made by hand and run by Endive's interpreter; and the real one, which the build has fetched. */
final class TestModule {

    static final FunctionType INT_TO_INT = new FunctionType(List.of(FunctionType.I32), List.of(FunctionType.I32));
    static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

    private TestModule() {}

    /** With one page of memory and a stack pointer of 4,096. */
    static WasmModule empty() {
        WasmModule module = new WasmModule();
        module.sections.put(5, new byte[] {1, 0, 1});
        byte[] pointer = new ByteOutput()
                .add(1)
                .add(FunctionType.I32)
                .add(1)
                .add(Op.I32_CONST)
                .signed(4096)
                .add(Op.END)
                .toBytes();
        module.sections.put(6, pointer);
        return module;
    }

    static void export(WasmModule module, Map<String, Integer> functions) {
        ByteOutput output = new ByteOutput().unsigned(functions.size());
        functions.forEach((name, index) ->
                output.unsigned(name.length()).add(name.getBytes()).add(0).unsigned(index));
        module.sections.put(Section.EXPORT, output.toBytes());
        module.exports.putAll(functions);
    }

    static Instance run(WasmModule module, HostFunction... imports) {
        return Instance.builder(Parser.parse(ModuleWriter.write(module)))
                .withImportValues(ImportValues.builder().addFunction(imports).build())
                .build();
    }

    static int call(Instance instance, String name, long... arguments) {
        return (int) instance.export(name).apply(arguments)[0];
    }

    static byte[] real() throws IOException {
        return Files.readAllBytes(Path.of(
                "target/micropython/npm/node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm"));
    }
}
