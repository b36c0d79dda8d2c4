package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Halves the function that runs bytecode (design Y-2b): of each call through {@code invoke_*} only the call is left, made directly,
 * and one handler around the
 * whole loop does what the code behind each call did. As Emscripten writes it, the function is more than twice as long as the longest
 * that
 * HotSpot compiles.
 */
final class VmLoop {

    private static final int STACK_POINTER = 0;

    private final WasmModule module;
    private final JumpState state;
    private final WasmFunction vm;
    private final List<InvokeSite> sites;
    private final InvokeSite first;

    private VmLoop(WasmModule module, JumpState state, WasmFunction vm, List<InvokeSite> sites) {
        this.module = module;
        this.state = state;
        this.vm = vm;
        this.first = sites.get(0);
        this.sites = sites.stream().filter(first::isAlike).toList();
    }

    /**
     * @return the function, for the passes after this
     */
    static WasmFunction apply(WasmModule module) {
        JumpState state = JumpState.of(module);
        WasmFunction vm = find(module);
        List<InvokeSite> sites = new InvokeSites(module, state, vm).find();
        if (sites.isEmpty()) {
            throw new WasmFormatException(
                    "the function that runs bytecode calls nothing as Emscripten 3 and 4 write it");
        }
        module.declareTag();
        new VmLoop(module, state, vm, sites).rewrite();
        return vm;
    }

    /** It is the one with the most calls that may raise, by far. */
    static WasmFunction find(WasmModule module) {
        return module.functions().stream()
                .max(Comparator.comparingLong(function -> function.body.stream()
                        .filter(x -> JumpState.isInvoke(module, x))
                        .count()))
                .orElseThrow();
    }

    private void rewrite() {
        BitSet dropped = new BitSet();
        Map<Integer, Instruction> replaced = new HashMap<>();
        for (InvokeSite site : sites) {
            drop(site, dropped);
            replaced.put(site.call(), Instruction.of(Op.CALL, target(site)));
        }
        Label out = new Label();
        Label caught = new Label();
        Label attempt = new Label();
        int handling = handlingFunction();
        List<Instruction> body = new ArrayList<>();
        for (int i = 0; i < vm.body.size(); i++) {
            Instruction x = vm.body.get(i);
            if (x.is(Op.LOOP) && x.label() == first.loop()) {
                open(body, x, out, caught, attempt);
            } else if (x.is(Op.END) && x.label() == first.loop()) {
                close(body, x, out, caught, attempt, handling);
            } else if (!dropped.get(i)) {
                body.add(replaced.getOrDefault(i, x));
            }
        }
        vm.body = body;
    }

    private static void drop(InvokeSite site, BitSet dropped) {
        dropped.set(site.reset(), site.reset() + InvokeSite.RESET_LENGTH);
        dropped.set(site.index());
        dropped.set(site.check(), site.checkEnd());
        dropped.set(site.take(), site.take() + InvokeSite.TAKE_LENGTH);
        dropped.set(site.again(), site.again() + InvokeSite.AGAIN_LENGTH);
    }

    private int target(InvokeSite site) {
        int function = module.table.get((int) vm.body.get(site.index()).value());
        FunctionType expected = module.typeOf(vm.body.get(site.call()).value()).withoutFirst();
        if (function == WasmModule.NO_FUNCTION || !module.typeOf(function).equals(expected)) {
            throw new WasmFormatException("a call goes through a place of the table that has no function of its type");
        }
        return function;
    }

    private static void open(List<Instruction> body, Instruction loop, Label out, Label caught, Label attempt) {
        if (loop.value() != Op.NO_RESULT) {
            throw new WasmFormatException("the loop that runs bytecode leaves a value");
        }
        body.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, out));
        body.add(loop);
        body.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, caught));
        body.add(Instruction.tryTable(Op.NO_RESULT, attempt, caught));
    }

    /** The handler: the stack as it was at setjmp, the value that it now returns, and on behind it. */
    private void close(List<Instruction> body, Instruction end, Label out, Label caught, Label attempt, int handling) {
        body.add(Instruction.end(attempt));
        body.add(Instruction.branch(Op.BR, out));
        body.add(Instruction.end(caught));
        body.add(Instruction.of(Op.LOCAL_GET, first.bufferLocal()));
        body.add(Instruction.of(Op.GLOBAL_SET, STACK_POINTER));
        body.add(Instruction.of(Op.LOCAL_GET, first.bufferLocal()));
        body.add(Instruction.of(Op.I32_CONST, first.bufferOffset()));
        body.add(Instruction.of(Op.I32_ADD));
        body.add(Instruction.of(Op.CALL, handling));
        body.add(Instruction.of(Op.LOCAL_SET, first.valueLocal()));
        body.add(Instruction.branch(Op.BR, first.loop()));
        body.add(end);
        body.add(Instruction.end(out));
    }

    /** Takes the address of the buffer and gives what setjmp returns; a jump that is for another buffer goes on. */
    private int handlingFunction() {
        WasmFunction function = new WasmFunction(
                new FunctionType(List.of(FunctionType.I32), List.of(FunctionType.I32)),
                FunctionType.I32,
                FunctionType.I32);
        int thrown = 1;
        int value = 2;
        Label ours = new Label();
        function.add(Op.I32_CONST, 0).add(Instruction.loadInt(state.thrown())).add(Op.LOCAL_SET, thrown);
        function.add(Op.I32_CONST, 0).add(Op.I32_CONST, 0).add(Instruction.storeInt(state.thrown()));
        function.add(Op.I32_CONST, 0).add(Instruction.loadInt(state.value())).add(Op.LOCAL_SET, value);
        function.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, ours));
        function.add(Op.LOCAL_GET, thrown).add(Op.LOCAL_GET, 0).add(Op.CALL, first.test());
        function.add(Instruction.branch(Op.BR_IF, ours));
        function.add(Op.LOCAL_GET, thrown)
                .add(Op.LOCAL_GET, value)
                .add(Op.CALL, longjmp())
                .add(Op.UNREACHABLE);
        function.add(Instruction.end(ours)).add(Op.LOCAL_GET, value);
        return module.add(function.finish());
    }

    private int longjmp() {
        return module.functions().stream()
                .filter(function -> function.body.stream().anyMatch(x -> x.is(Op.CALL, state.throwing())))
                .mapToInt(module::indexOf)
                .findFirst()
                .orElseThrow(() -> new WasmFormatException("nothing calls the import that throws"));
    }
}
