package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import run.endive.build.time.compiler.Config;
import run.endive.build.time.compiler.Generator;
import run.endive.compiler.InterpreterFallback;

/** Makes classes of a module, ahead of time; and measures them. */
final class Precompiler {

    private final Path classes;
    private final String name;

    /**
     * @param name of the class that is the machine, without {@code Machine} at its end; the module's data lies beside it as
     * {@code .meta}
     */
    Precompiler(Path classes, String name) {
        this.classes = classes;
        this.name = name;
    }

    void compile(Path wasm) throws IOException {
        Config config = Config.builder()
                .withWasmFile(wasm)
                .withName(name)
                .withTargetClassFolder(classes)
                .withTargetWasmFolder(classes)
                .withTargetSourceFolder(classes)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .build();
        Generator generator = new Generator(config);
        generator.generateMetaWasm(generator.generateResources());
    }

    /** The length of a function's method in bytes; the longer one where there are several of the name. */
    int methodSize(int function) throws IOException {
        int[] size = {0};
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            for (Path file : all) {
                new ClassReader(Files.readAllBytes(file))
                        .accept(measuring("func_" + function, size), ClassReader.SKIP_DEBUG);
            }
        }
        return size[0];
    }

    private static ClassVisitor measuring(String method, int[] size) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                if (!name.equals(method)) {
                    return null;
                }
                return new CodeSizeEvaluator(null) {
                    @Override
                    public void visitEnd() {
                        size[0] = Math.max(size[0], getMaxSize());
                    }
                };
            }
        };
    }
}
