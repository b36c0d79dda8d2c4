package org.kernos.samples.rrsched;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.HotReloadable;
import org.kernos.api.Message;
import org.kernos.api.ModuleCapability;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

/** The module. Its last four methods are those of the interface that its manifest says it provides; any number of threads. */
public final class RoundRobinScheduler implements HotReloadable {

    private static final Version VERSION = new Version(1, 0, 0);
    private static final int STATE_VERSION = 1;

    private final TaskQueue queue = new TaskQueue();

    @Override
    public String name() {
        return "rr-sched-java";
    }

    @Override
    public Version version() {
        return VERSION;
    }

    @Override
    public String description() {
        return "Simple round-robin scheduler for task management";
    }

    @Override
    public String author() {
        return "Helix Team";
    }

    @Override
    public List<InterfaceDefinition> provides() {
        return List.of(new InterfaceDefinition("SchedulerInterface", VERSION, List.of()));
    }

    @Override
    public Set<ModuleCapability> capabilities() {
        return Set.of(ModuleCapability.SCHEDULING);
    }

    @Override
    public void init() {
        // An empty queue is all it needs.
    }

    @Override
    public void cleanup() {
        queue.clear();
    }

    @Override
    public Optional<Message> handleMessage(Message message) {
        return Optional.of(
                switch (message.type()) {
                    case "add-task" ->
                        answer("count", queue.add(Task.parse(message.payload().text())));
                    case "next" ->
                        queue.next().map(task -> answer("task", task)).orElse(answer("none", ""));
                    case "count" -> answer("count", queue.count());
                    default -> throw Failure.UNKNOWN_MESSAGE.with("unknown message '" + message.type() + "'");
                });
    }

    private Message answer(String type, Object payload) {
        return new Message(name(), type, new Value.Str(payload.toString()));
    }

    @Override
    public boolean supportsHotReload() {
        return true;
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long stateSize() {
        return queue.stateSize();
    }

    @Override
    public Optional<byte[]> serializeState() {
        return Optional.of(queue.toState());
    }

    @Override
    public void deserializeState(byte[] state, int version) {
        queue.restore(state);
    }

    /** {@code add_task(u32, u32)}. */
    public void addTask(long id, long priority) {
        queue.add(Task.of(id, priority));
    }

    /** {@code remove_task(u32) -> bool}. */
    public boolean removeTask(long id) {
        return queue.remove(Task.inRange(id));
    }

    /** {@code next() -> Task}: {@code [id priority]}, or none. */
    public Value next() {
        return queue.next().map(Task::toValue).orElse(Value.NONE);
    }

    /** {@code count() -> u32}. */
    public long count() {
        return queue.count();
    }
}
