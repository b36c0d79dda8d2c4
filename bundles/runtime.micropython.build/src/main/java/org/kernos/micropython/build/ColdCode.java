package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moves what is rarely run out of the function that runs bytecode (design Y-2c), so that HotSpot compiles the rest. Clang writes the
 * switch over the opcodes as a
 * {@code br_table} inside a block for each piece of code, with the piece behind the block's end.
 */
final class ColdCode {

    /** MicroPython's opcodes begin here (bytecode version 6); the switch subtracts it. */
    private static final int FIRST_OPCODE = 0x10;

    /** A piece without an opcode of its own is shared by several, or raises; of these only the long ones are worth a call. */
    private static final int LONG = 60;

    /**
     * By their numbers in MicroPython's bytecode: importing, deletion of names, closures and functions, slices, comprehensions,
     * {@code *} in
     * targets and calls, {@code with}, the start and end of {@code try}, jumps out of it, {@code raise from}, {@code yield from}.
     */
    private static final Set<Integer> COLD = Set.of(
            0x19, 0x1a, 0x1b, 0x1c, 0x20, 0x21, 0x28, 0x29, 0x2e, 0x2f, 0x31, 0x32, 0x33, 0x35, 0x37, 0x40, 0x47, 0x48,
            0x49, 0x5c, 0x5d, 0x66, 0x68);

    private final WasmModule module;
    private final WasmFunction vm;
    private final ControlFlow flow;
    private final int dispatch;

    private ColdCode(WasmModule module, WasmFunction vm) {
        this.module = module;
        this.vm = vm;
        this.flow = new ControlFlow(vm);
        this.dispatch = dispatch(vm.body);
    }

    /**
     * @return how many pieces were moved
     */
    static int apply(WasmModule module, WasmFunction vm) {
        return new ColdCode(module, vm).move();
    }

    /** The place of the longest {@code br_table}. */
    private static int dispatch(List<Instruction> body) {
        return IntStream.range(0, body.size())
                .filter(i -> body.get(i).is(Op.BR_TABLE))
                .boxed()
                .max((a, b) -> Integer.compare(
                        body.get(a).labels().size(), body.get(b).labels().size()))
                .filter(i -> i >= 2
                        && body.get(i - 1).is(Op.I32_ADD)
                        && body.get(i - 2).is(Op.I32_CONST, -FIRST_OPCODE))
                .orElseThrow(() -> new WasmFormatException("there is no switch over MicroPython's opcodes"));
    }

    private int move() {
        Liveness live = new Liveness(vm, flow);
        Map<Integer, Region> regions = new TreeMap<>();
        for (int[] piece : coldPieces()) {
            Optional<Region> region = Region.find(vm, flow, live, piece[0], piece[1]);
            region.ifPresent(found -> regions.put(found.start(), found));
        }
        List<Instruction> body = new ArrayList<>();
        int next = 0;
        for (Region region : regions.values()) {
            body.addAll(vm.body.subList(next, region.start()));
            body.addAll(new OutlinedRegion(module, vm, region).replace());
            next = region.end();
        }
        body.addAll(vm.body.subList(next, vm.body.size()));
        vm.body = body;
        return regions.size();
    }

    /** From behind the end of each block around the switch to the end of the next one, as far as the handler reaches. */
    private List<int[]> coldPieces() {
        Map<Label, Set<Integer>> opcodes = opcodes();
        List<Label> around = flow.around(dispatch);
        List<int[]> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < around.size(); i++) {
            int start = flow.end(around.get(i)) + 1;
            int end = flow.end(around.get(i + 1));
            if (flow.hasHandler(start) && isCold(opcodes.getOrDefault(around.get(i), Set.of()), end - start)) {
                pieces.add(new int[] {start, end});
            }
        }
        return pieces;
    }

    private static boolean isCold(Set<Integer> opcodes, int length) {
        return opcodes.isEmpty() ? length >= LONG : COLD.containsAll(opcodes);
    }

    private Map<Label, Set<Integer>> opcodes() {
        List<Label> targets = vm.body.get(dispatch).labels();
        return IntStream.range(0, targets.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        targets::get, HashMap::new, Collectors.mapping(i -> i + FIRST_OPCODE, Collectors.toSet())));
    }
}
