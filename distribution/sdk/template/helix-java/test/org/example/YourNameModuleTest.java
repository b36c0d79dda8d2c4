package org.example;

import java.util.Map;
import java.util.OptionalInt;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.value.Value;

/** Tests what needs no running Kernos, and no library of tests: take one where you have it. */
final class YourNameModuleTest {

    private YourNameModuleTest() {}

    public static void main(String[] arguments) {
        YourNameModule module = module();
        check(module.add(5) == 15 && module.total() == 15, "numbers are added to where it starts");
        check(answer(module, "total").equals("15"), "the message 'total' is answered");
        check(isRefused(module, "reset"), "another message is refused");

        YourNameModule next = module();
        next.deserializeState(module.serializeState().orElseThrow(), module.stateVersion());
        check(next.total() == 15, "the state goes over to the next revision");
    }

    private static YourNameModule module() {
        YourNameModule module = new YourNameModule();
        module.configure(Map.of("start", "10"));
        module.init();
        return module;
    }

    private static String answer(YourNameModule module, String type) {
        Message question = new Message("test", type, new Value.Str(""));
        return module.handleMessage(question).orElseThrow().payload().text();
    }

    private static boolean isRefused(YourNameModule module, String type) {
        try {
            answer(module, type);
            return false;
        } catch (KernelException e) {
            return e.raisedCode().equals(OptionalInt.of(YourNameModule.UNKNOWN_MESSAGE));
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
