package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the calls that stand exactly as {@link InvokeSite} describes; others stay as they are. */
final class InvokeSites {

    private static final int FARTHEST_RESET = 60;
    private static final int LONGEST_TAKE = 14;

    private static final int[] FETCH = {
        Op.I32_CONST, Op.I32_LOAD, Op.LOCAL_SET, Op.I32_CONST, Op.I32_CONST, Op.I32_STORE
    };
    private static final int[] CHECK = {
        Op.BLOCK,
        Op.LOCAL_GET,
        Op.I32_EQZ,
        Op.BR_IF,
        Op.I32_CONST,
        Op.I32_LOAD,
        Op.LOCAL_TEE,
        Op.I32_EQZ,
        Op.BR_IF,
        Op.LOCAL_GET,
        Op.LOCAL_GET,
        Op.I32_CONST,
        Op.I32_ADD,
        Op.CALL,
        Op.LOCAL_TEE,
        Op.I32_EQZ,
        Op.BR_IF,
        Op.LOCAL_GET,
        Op.CALL,
        Op.END
    };
    private static final int CHECK_VALUE = 5;
    private static final int CHECK_BUFFER = 10;
    private static final int CHECK_OFFSET = 11;
    private static final int CHECK_TEST = 13;
    private static final int CHECK_WHICH = 14;

    private final WasmModule module;
    private final JumpState state;
    private final StackEffect stack;
    private final List<Instruction> body;

    InvokeSites(WasmModule module, JumpState state, WasmFunction function) {
        this.module = module;
        this.state = state;
        this.stack = new StackEffect(module);
        this.body = function.body;
    }

    List<InvokeSite> find() {
        List<InvokeSite> sites = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            if (JumpState.isInvoke(module, body.get(i))) {
                at(i).ifPresent(sites::add);
            }
        }
        return sites;
    }

    private Optional<InvokeSite> at(int call) {
        int fetch = call + 1;
        if (!module.typeOf(body.get(call).value()).results().isEmpty()) {
            if (!body.get(fetch).is(Op.LOCAL_SET) && !body.get(fetch).is(Op.DROP)) {
                return Optional.empty();
            }
            fetch++;
        }
        if (!matches(fetch, FETCH) || body.get(fetch + 1).value() != state.thrown()) {
            return Optional.empty();
        }
        int check = fetch + FETCH.length;
        if (body.get(check).is(Op.I32_CONST, -1) && body.get(check + 1).is(Op.LOCAL_SET)) {
            check += 2;
        }
        if (!matches(check, CHECK) || body.get(check + CHECK_VALUE).value() != state.value()) {
            return Optional.empty();
        }
        return behind(call, fetch, check);
    }

    private Optional<InvokeSite> behind(int call, int fetch, int check) {
        int end = check + CHECK.length;
        int branch = end;
        while (!body.get(branch).is(Op.BR_IF)) {
            if (branch == end + LONGEST_TAKE) {
                return Optional.empty();
            }
            branch++;
        }
        int again = branch - InvokeSite.AGAIN_LENGTH + 1;
        long which = body.get(check + CHECK_WHICH).value();
        int take = take(end, again);
        int reset = reset(call);
        int index = stack.startOfOperands(body, call);
        if (take < 0
                || reset < 0
                || index == call
                || !body.get(index).is(Op.I32_CONST)
                || !comparesWithOne(again, which)) {
            return Optional.empty();
        }
        return Optional.of(new InvokeSite(
                reset,
                index,
                call,
                fetch,
                end,
                take,
                again,
                body.get(branch).label(),
                body.get(take + 1).value(),
                (int) body.get(check + CHECK_TEST).value(),
                body.get(check + CHECK_BUFFER).value(),
                body.get(check + CHECK_OFFSET).value()));
    }

    /** There is one setjmp only in the function: its number is 1. */
    private boolean comparesWithOne(int again, long which) {
        return body.get(again).is(Op.LOCAL_GET, which)
                && body.get(again + 1).is(Op.I32_CONST, 1)
                && body.get(again + 2).is(Op.I32_EQ);
    }

    private int take(int from, int to) {
        int take = -1;
        for (int i = from; i < to; i++) {
            int opcode = body.get(i).opcode();
            if (opcode == Op.CALL && body.get(i + 1).is(Op.LOCAL_SET) && take < 0) {
                take = i;
            } else if (opcode >= Op.BLOCK && opcode <= Op.CALL_INDIRECT) {
                return -1;
            }
        }
        return take;
    }

    private int reset(int call) {
        for (int i = call - 1; i >= Math.max(2, call - FARTHEST_RESET); i--) {
            if (body.get(i).is(Op.I32_STORE, state.thrown())) {
                boolean isReset =
                        body.get(i - 2).is(Op.I32_CONST, 0) && body.get(i - 1).is(Op.I32_CONST, 0);
                return isReset ? i - 2 : -1;
            }
        }
        return -1;
    }

    private boolean matches(int from, int[] opcodes) {
        if (from + opcodes.length > body.size()) {
            return false;
        }
        for (int i = 0; i < opcodes.length; i++) {
            if (!body.get(from + i).is(opcodes[i])) {
                return false;
            }
        }
        return true;
    }
}
