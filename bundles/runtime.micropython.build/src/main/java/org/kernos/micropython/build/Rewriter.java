package org.kernos.micropython.build;

/** All passes, in their order: the ones that look for what Emscripten writes come before the one that replaces it. */
final class Rewriter {

    /**
     * @param module as it now is
     * @param vmFunction the index of the function that runs bytecode
     * @param moved how many pieces of it became functions of their own
     */
    record Rewritten(WasmModule module, int vmFunction, int moved) {}

    private Rewriter() {}

    static Rewritten rewrite(byte[] original) {
        WasmModule module = ModuleReader.read(original);
        WasmFunction vm = VmLoop.apply(module);
        ThrownJumps.apply(module);
        // Before endless loops: their code cannot be changed afterwards.
        HeapOverhead.apply(module);
        EndlessLoops.apply(module);
        int moved = ColdCode.apply(module, vm);
        ObjectWord.apply(module);
        return new Rewritten(module, module.indexOf(vm), moved);
    }
}
