package org.example;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Module;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

/** A running total. Functions and messages come from any number of threads at once. */
public final class YourNameModule implements Module {

    /** Codes of your own: write them down, callers rely on them. */
    static final int UNKNOWN_MESSAGE = 1;

    private final AtomicLong total = new AtomicLong();
    private long start;

    /** As in the manifest, or the module is refused. */
    @Override
    public String name() {
        return "yourname";
    }

    @Override
    public Version version() {
        return new Version(1, 0, 0);
    }

    /** The manifest's config comes before init. */
    @Override
    public void configure(Map<String, String> config) {
        start = Long.parseLong(config.getOrDefault("start", "0"));
    }

    @Override
    public void init() {
        total.set(start);
    }

    @Override
    public void cleanup() {
        total.set(0);
    }

    /** The method add(i64) -> i64 of the interface in the manifest, and the function yourname/add. */
    public long add(long number) {
        return total.addAndGet(number);
    }

    /** The method total() -> i64. */
    public long total() {
        return total.get();
    }

    @Override
    public Optional<Message> handleMessage(Message message) {
        if (!message.type().equals("total")) {
            throw KernelException.raised(UNKNOWN_MESSAGE, "unknown message '" + message.type() + "'");
        }
        return Optional.of(new Message(name(), "total", new Value.Str(Long.toString(total()))));
    }

    @Override
    public boolean supportsHotReload() {
        return true;
    }

    /** What the next revision needs to go on. */
    @Override
    public Optional<byte[]> serializeState() {
        return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(total.get()).array());
    }

    @Override
    public void deserializeState(byte[] state, int version) {
        total.set(ByteBuffer.wrap(state).getLong());
    }
}
