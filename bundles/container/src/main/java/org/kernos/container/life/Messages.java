package org.kernos.container.life;

import java.time.Duration;
import java.util.Optional;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.call.Caller;
import org.kernos.container.call.Deliveries;
import org.kernos.spi.NearNames;

/** Hands messages to modules (helix X-5), on whichever thread sends them until the module's own part begins. */
public final class Messages {

    private final ModuleTable table;
    private final Deliveries deliveries;

    public Messages(ModuleTable table, Deliveries deliveries) {
        this.table = table;
        this.deliveries = deliveries;
    }

    /**
     * @throws KernelException as {@link org.kernos.api.ModuleContainer#send}
     * @throws IllegalArgumentException when the limit is not positive
     */
    public Optional<Message> send(String module, Message message, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("the time limit is " + limit + ", it has to be positive");
        }
        ModuleEntry entry = table.find(module).orElseThrow(() -> new KernelException(unknown(module, message)));
        OpenModule open =
                table.running(entry.bundle()).orElseThrow(() -> new KernelException(notActive(entry, message)));
        Caller.require(Caller.enforcedOf(entry.descriptor()), "module '" + module + "'");
        long sent = System.nanoTime();
        return deliveries.within(limit, open.messages(), message, () -> open.handle(message, limit, sent));
    }

    private Problem unknown(String module, Message message) {
        return Problem.of(
                        ProblemCode.MODULE_NOT_FOUND,
                        "message '" + message.type() + "' was not sent: no module '" + module + "' is installed")
                .suggest(NearNames.of(
                        module, table.all().stream().map(ModuleEntry::name).toList()))
                .fix("module:list shows what is installed");
    }

    private Problem notActive(ModuleEntry entry, Message message) {
        return Problem.of(
                        ProblemCode.NOT_ACTIVE,
                        "message '" + message.type() + "' was not sent: module '" + entry.name() + "' is "
                                + table.stateOf(entry))
                .fix("module:start " + entry.name() + " starts it");
    }
}
