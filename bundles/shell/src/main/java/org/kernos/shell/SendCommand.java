package org.kernos.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code module:send}: a message to a module, and its answer. */
@Component(service = SendCommand.class)
@GogoCommand(scope = ModuleCommands.SCOPE, function = "send")
public final class SendCommand {

    private static final String SENDER = "shell";
    private static final String LIMIT = "milliseconds to wait for the answer, 5000 unless told otherwise";
    private static final String USUAL_MS = "5000";

    private final ModuleContainer container;

    @Activate
    public SendCommand(@Reference ModuleContainer container) {
        this.container = container;
    }

    @Descriptor("send a module a message without a payload, and show its answer")
    public String send(
            @Descriptor(LIMIT)
                    @Parameter(
                            names = {"-l", "--limit"},
                            absentValue = USUAL_MS)
                    long limitMs,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module,
            @Descriptor("what the message is about, in the module's own words") String type) {
        return send(limitMs, module, type, "");
    }

    @Descriptor("send a module a message, and show its answer")
    public String send(
            @Descriptor(LIMIT)
                    @Parameter(
                            names = {"-l", "--limit"},
                            absentValue = USUAL_MS)
                    long limitMs,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module,
            @Descriptor("what the message is about, in the module's own words") String type,
            @Descriptor("its text, in quotes when it has spaces") String payload) {
        if (limitMs <= 0) {
            throw new CommandFailure(List.of(Problem.of(
                            ProblemCode.ARGUMENT_TYPE,
                            "the limit is " + limitMs + ", expected a positive number of milliseconds")
                    .fix("leave --limit out to wait " + USUAL_MS + " ms")));
        }
        try {
            Message message = new Message(SENDER, type, new Value.Str(payload));
            return container
                    .send(module, message, Duration.ofMillis(limitMs))
                    .map(answer -> answer.type() + " " + answer.payload())
                    .orElse("no answer");
        } catch (KernelException e) {
            throw new CommandFailure(List.of(e.problem()));
        }
    }
}
