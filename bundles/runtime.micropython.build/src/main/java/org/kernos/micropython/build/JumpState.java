package org.kernos.micropython.build;

import java.util.List;

/**
 * How Emscripten does setjmp and longjmp without exceptions: longjmp leaves two words in memory, throws through the host, and each
 * call between
 * is made through an import {@code invoke_*} that catches; after it the code looks at the words.
 *
 * @param thrown address of {@code __THREW__}: not 0 after a longjmp
 * @param value address of {@code __threwValue}: what setjmp is to return
 * @param setThrown the exported function that writes both
 * @param throwing the import that throws
 */
record JumpState(long thrown, long value, int setThrown, int throwing) {

    private static final String INVOKE = "env.invoke_";

    static JumpState of(WasmModule module) {
        int setThrown = module.exportIndex("setThrew");
        List<Long> stores = module.function(setThrown).body.stream()
                .filter(x -> x.is(Op.I32_STORE))
                .map(Instruction::value)
                .toList();
        if (stores.size() != 2) {
            throw new WasmFormatException("setThrew stores " + stores.size() + " words, expected 2");
        }
        return new JumpState(
                stores.get(1), stores.get(0), setThrown, module.importIndex("env._emscripten_throw_longjmp"));
    }

    static boolean isInvoke(WasmModule module, Instruction x) {
        return x.is(Op.CALL) && module.isImport(x.value()) && isInvoke(module.imports.get((int) x.value()));
    }

    static boolean isInvoke(WasmModule.Import function) {
        return function.name().startsWith(INVOKE);
    }
}
