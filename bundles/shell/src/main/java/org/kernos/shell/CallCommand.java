package org.kernos.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ValueReader;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code kernel:call}. To Gogo it is a function that takes the arguments as they stand: a method of any number of arguments
 * would be given the elements of a list that stands alone, and a number in the place of a word such as {@code 007}. The
 * method that is described stays for help and completion, which read its annotations.
 */
@Component(service = CallCommand.class)
@GogoCommand(scope = KernelCommands.SCOPE, function = CallCommand.NAME)
public final class CallCommand implements Function {

    static final String NAME = "call";

    private final ModuleRegistry registry;
    private final CallArguments arguments;
    private final CommandCall call = new CommandCall(
            CommandSyntax.of(KernelCommands.SCOPE, CallCommand.class).get(0), this);

    @Activate
    public CallCommand(@Reference ModuleRegistry registry, @Reference ValueReader reader) {
        this.registry = registry;
        this.arguments = new CallArguments(reader);
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        return call.run(words);
    }

    @Descriptor("call a function; words are read by its signature, lists as [1 2 3] or in quotes as SLP text")
    public Value call(
            @Descriptor("give up after so many milliseconds; 0 waits for ever")
                    @Parameter(
                            names = {"-t", "--timeout"},
                            absentValue = "0")
                    long timeoutMs,
            @Descriptor("module/function") @Offers(Choice.FUNCTION) String function,
            @Descriptor("its arguments") Object... values)
            throws InterruptedException {
        KernelFunction found =
                registry.findFunction(function).orElseThrow(() -> new CommandFailure(registry.why(function)));
        Value[] converted = arguments.of(found.signature(), values);
        try {
            return timeoutMs <= 0
                    ? found.call(converted)
                    : found.callAsync(Duration.ofMillis(timeoutMs), converted)
                            .toCompletableFuture()
                            .get();
        } catch (KernelException e) {
            throw new CommandFailure(List.of(e.problem()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KernelException cause) {
                throw new CommandFailure(List.of(cause.problem()));
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
