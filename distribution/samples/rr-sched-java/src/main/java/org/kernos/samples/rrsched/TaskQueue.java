package org.kernos.samples.rrsched;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks in a circle, and whose turn it is. Any thread. */
final class TaskQueue {

    private static final int HEAD = 2 * Integer.BYTES;
    private static final int TASK = 2 * Integer.BYTES;

    private final List<Task> tasks = new ArrayList<>();

    /** The index of the next one; 0 when there is none. */
    private int current;

    /**
     * Appends a task.
     *
     * @return how many there are now
     */
    synchronized int add(Task task) {
        if (index(task.id()) >= 0) {
            throw Failure.TASK_EXISTS.with("task " + task.id() + " is already there");
        }
        tasks.add(task);
        return tasks.size();
    }

    /** Removes a task, if it is there; the turn of the others stays. */
    synchronized boolean remove(long id) {
        int index = index(id);
        if (index < 0) {
            return false;
        }
        tasks.remove(index);
        if (index < current) {
            current--;
        }
        if (current == tasks.size()) {
            current = 0;
        }
        return true;
    }

    private int index(long id) {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** The task whose turn it is; then it is that of the one behind it. */
    synchronized Optional<Task> next() {
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        Task task = tasks.get(current);
        current = (current + 1) % tasks.size();
        return Optional.of(task);
    }

    synchronized int count() {
        return tasks.size();
    }

    synchronized void clear() {
        tasks.clear();
        current = 0;
    }

    synchronized int stateSize() {
        return HEAD + tasks.size() * TASK;
    }

    /** Little-endian u32: how many, each one's id and priority, the index of the next one. */
    synchronized byte[] toState() {
        ByteBuffer state = ByteBuffer.allocate(stateSize()).order(ByteOrder.LITTLE_ENDIAN);
        state.putInt(tasks.size());
        for (Task task : tasks) {
            state.putInt((int) task.id()).putInt((int) task.priority());
        }
        return state.putInt(current).array();
    }

    /**
     * Takes over what {@link #toState} gave, in the place of what is here.
     *
     * @throws org.kernos.api.KernelException with code 5 when it is damaged; nothing has changed then
     */
    synchronized void restore(byte[] bytes) {
        ByteBuffer state = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEAD) {
            throw damaged(bytes);
        }
        long count = Integer.toUnsignedLong(state.getInt());
        long next = Integer.toUnsignedLong(state.getInt(bytes.length - Integer.BYTES));
        if (bytes.length != HEAD + count * TASK || (next > 0 && next >= count)) {
            throw damaged(bytes);
        }
        tasks.clear();
        for (long i = 0; i < count; i++) {
            tasks.add(new Task(Integer.toUnsignedLong(state.getInt()), Integer.toUnsignedLong(state.getInt())));
        }
        current = (int) next;
    }

    private static RuntimeException damaged(byte[] bytes) {
        return Failure.DAMAGED_STATE.with("state of " + bytes.length + " bytes is damaged");
    }
}
