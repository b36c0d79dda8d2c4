package org.example;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Evaluator;
import org.kernos.api.HotReloadable;
import org.kernos.api.KernelContext;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleCapability;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

/** Everything that a module can have. */
public class Sample implements HotReloadable {
    private final List<Value> record = Collections.synchronizedList(new ArrayList<>());

    public Sample(KernelContext context) {
        note("made as " + context.module());
    }

    private void note(String what) {
        record.add(new Value.Str(what));
    }

    @Override public String name() { return "full"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public String description() { return "Has it all"; }
    @Override public String author() { return "Helix Team"; }
    @Override public Set<ModuleCapability> capabilities() { return Set.of(ModuleCapability.SCHEDULING); }
    @Override public void configure(Map<String, String> config) { note("configure " + config); }
    @Override public void init() { note("init"); }

    @Override public void cleanup() {
        note("cleanup");
        System.getProperties().put("kernos.test.record", record.toString());
    }

    @Override public Optional<Message> handleMessage(Message message) throws Exception {
        return switch (message.type()) {
            case "echo" -> Optional.of(new Message(name(), "echoed", message.payload()));
            case "raise" -> throw KernelException.raised(3, "no");
            case "fail" -> throw new java.io.IOException("the disk is gone");
            case "interrupt" -> throw new InterruptedException("stop");
            case "null" -> null;
            default -> Optional.empty();
        };
    }

    @Override public boolean supportsHotReload() { return true; }
    @Override public int stateVersion() { return 4; }
    @Override public Optional<byte[]> serializeState() { return state.length == 0 ? Optional.empty() : Optional.of(state); }

    @Override public void deserializeState(byte[] given, int version) {
        if (version != 4) {
            throw KernelException.raised(5, "state of version " + version + " is too old");
        }
        state = given;
    }

    @Override public long stateSize() {
        if (state.length > 8) {
            throw new IllegalStateException("too large to count");
        }
        return state.length;
    }

    @Override public void prepareReload() { note("prepare"); }
    @Override public void completeReload() { note("complete"); }

    @Override public void verifyState() throws Exception {
        if (state.length != 2) {
            throw new java.io.IOException("expected 2 bytes, found " + state.length);
        }
    }

    private byte[] state = new byte[0];

    public long unsigned(short a, int b, long c, long d) { return a + b + c + d; }
    public int signedNumbers(byte a, short b, int c, long d) { return (int) (a + b + c + d); }
    public boolean not(boolean value) { return !value; }
    public float half(float value) { return value / 2; }
    public double doubled(double value) { return 2 * value; }
    public long address(long pointer) { return pointer; }
    public String upper(String text) { return text.toUpperCase(java.util.Locale.ROOT); }

    public byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    public Value same(Value task) { return task; }
    public void nothing() {}
    public List<Value> record() { return List.copyOf(record); }
    public void self() { System.getProperties().put("kernos.test.self", this); }
    public void fail(int code) { throw KernelException.raised(code, "as asked"); }
    public Value twice(Evaluator caller, Value form) { return Value.bracket(caller.eval(form), caller.eval(form)); }
}
