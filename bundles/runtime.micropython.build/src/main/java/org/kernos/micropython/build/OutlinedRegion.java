package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a function of a {@link Region}. Its result tells by which exit it left, and the caller branches on. One changed local
 * variable comes back beside
 * that number in a result of 64 bits; further ones through words of memory that no C data lies in, written last in the function and
 * read
 * first behind the call, so that no call can come between.
 */
final class OutlinedRegion {

    /** Emscripten puts nothing below 1,024. */
    private static final int SCRATCH = 64;

    private static final int NO_LOCAL = -1;

    private final WasmModule module;
    private final WasmFunction source;
    private final Region region;
    private final List<Integer> parameters;
    private final List<Integer> results;

    /** By the number in the source, that in the function. */
    private final int[] locals = new int[Long.SIZE];

    private final WasmFunction target;
    private final boolean hasOneExit;
    private final int codeLocal;

    OutlinedRegion(WasmModule module, WasmFunction source, Region region) {
        this.module = module;
        this.source = source;
        this.region = region;
        parameters = Region.bits(region.parameters());
        results = Region.bits(region.results());
        hasOneExit = exitCount() == 1;
        target = new WasmFunction(new FunctionType(types(parameters), resultTypes()));
        for (int i = 0; i < parameters.size(); i++) {
            locals[parameters.get(i)] = i;
        }
        for (int local : Region.bits(region.used() & ~region.parameters())) {
            locals[local] = target.addLocal(source.localType(local));
        }
        codeLocal = target.addLocal(FunctionType.I32);
    }

    private List<Integer> types(List<Integer> of) {
        return of.stream().map(source::localType).toList();
    }

    private int exitCount() {
        return region.exits().size() + (region.fallsThrough() ? 1 : 0);
    }

    /** The number of the way, where there are several; in the upper half the first of the local variables. */
    private List<Integer> resultTypes() {
        if (hasOneExit) {
            return results.isEmpty() ? List.of() : List.of(FunctionType.I32);
        }
        return List.of(results.isEmpty() ? FunctionType.I32 : FunctionType.I64);
    }

    /** Adds the function to the module; what stands in its place is the result. */
    List<Instruction> replace() {
        Label epilogue = new Label();
        Map<Label, Label> exits = new HashMap<>();
        region.exits().forEach(exit -> exits.put(exit, new Label()));
        Label fall = new Label();
        List<Label> ways = new ArrayList<>();
        if (region.fallsThrough()) {
            ways.add(fall);
        }
        region.exits().forEach(exit -> ways.add(exits.get(exit)));
        target.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, epilogue));
        for (int i = ways.size() - 1; i >= 0; i--) {
            target.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, ways.get(i)));
        }
        for (Instruction x : source.body.subList(region.start(), region.end())) {
            target.add(moved(x, exits));
        }
        if (region.fallsThrough()) {
            target.add(Instruction.branch(Op.BR, fall));
        }
        leave(ways, epilogue);
        return call(module.add(target.finish()));
    }

    private Instruction moved(Instruction x, Map<Label, Label> exits) {
        if (Op.isLocal(x.opcode())) {
            return x.withValue(locals[(int) x.value()]);
        }
        return Op.isBranch(x.opcode()) ? x.withLabels(label -> exits.getOrDefault(label, label)) : x;
    }

    /** Behind the end of each way its number is noted; then all go to the one place that gives the result. */
    private void leave(List<Label> ways, Label epilogue) {
        for (int i = 0; i < ways.size(); i++) {
            target.add(Instruction.end(ways.get(i)));
            target.add(Op.I32_CONST, i).add(Op.LOCAL_SET, codeLocal).add(Instruction.branch(Op.BR, epilogue));
        }
        target.add(Instruction.end(epilogue));
        for (int i = 1; i < results.size(); i++) {
            target.add(Op.I32_CONST, 0).add(Op.LOCAL_GET, locals[results.get(i)]);
            target.add(Instruction.storeInt(scratch(i)));
        }
        giveResult();
    }

    private void giveResult() {
        if (!results.isEmpty() && hasOneExit) {
            target.add(Op.LOCAL_GET, locals[results.get(0)]);
        } else if (!hasOneExit) {
            target.add(Op.LOCAL_GET, codeLocal);
        }
        if (!results.isEmpty() && !hasOneExit) {
            target.add(Op.I64_EXTEND_I32_U)
                    .add(Op.LOCAL_GET, locals[results.get(0)])
                    .add(Op.I64_EXTEND_I32_U);
            target.add(Op.I64_CONST, Integer.SIZE).add(Op.I64_SHL).add(Op.I64_OR);
        }
    }

    private static long scratch(int result) {
        return SCRATCH + Integer.BYTES * (result - 1L);
    }

    private List<Instruction> call(int function) {
        List<Instruction> call = new ArrayList<>();
        Label after = new Label();
        call.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, after));
        parameters.forEach(local -> call.add(Instruction.of(Op.LOCAL_GET, local)));
        call.add(Instruction.of(Op.CALL, function));
        if (!results.isEmpty()) {
            takeResults(call);
        }
        go(call, after);
        call.add(Instruction.end(after));
        return call;
    }

    /** Leaves the number of the way on the stack, where there are several. */
    private void takeResults(List<Instruction> call) {
        int wide = hasOneExit ? NO_LOCAL : source.addLocal(FunctionType.I64);
        if (!hasOneExit) {
            call.add(Instruction.of(Op.LOCAL_TEE, wide));
            call.add(Instruction.of(Op.I64_CONST, Integer.SIZE));
            call.add(Instruction.of(Op.I64_SHR_U));
            call.add(Instruction.of(Op.I32_WRAP_I64));
        }
        call.add(Instruction.of(Op.LOCAL_SET, results.get(0)));
        for (int i = 1; i < results.size(); i++) {
            call.add(Instruction.of(Op.I32_CONST, 0));
            call.add(Instruction.loadInt(scratch(i)));
            call.add(Instruction.of(Op.LOCAL_SET, results.get(i)));
        }
        if (!hasOneExit) {
            call.add(Instruction.of(Op.LOCAL_GET, wide));
            call.add(Instruction.of(Op.I32_WRAP_I64));
        }
    }

    /** A table is long: for two ways a branch does. */
    private void go(List<Instruction> call, Label after) {
        List<Label> ways = new ArrayList<>();
        if (region.fallsThrough()) {
            ways.add(after);
        }
        ways.addAll(region.exits());
        if (ways.size() > 2) {
            call.add(Instruction.branchTable(ways));
        } else {
            if (ways.size() == 2) {
                call.add(Instruction.branch(Op.BR_IF, ways.get(1)));
            }
            call.add(Instruction.branch(Op.BR, ways.get(0)));
        }
    }
}
