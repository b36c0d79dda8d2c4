package org.kernos.container.life;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.kernos.api.Leak;
import org.kernos.api.LeakSource;

/** The modules that are stopped and whose code has to stay, because something still runs in it (native U-5). */
public final class PendingUnloads implements LeakSource {

    private final Map<Long, Supplier<Leak>> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong count = new AtomicLong();

    /**
     * @param leak what is inside now
     * @return to be run when it has been unloaded
     */
    Runnable add(Supplier<Leak> leak) {
        long number = count.incrementAndGet();
        waiting.put(number, leak);
        return () -> waiting.remove(number);
    }

    @Override
    public List<Leak> leaks() {
        return waiting.values().stream().map(Supplier::get).toList();
    }
}
