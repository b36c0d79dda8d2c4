package org.kernos.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;

/** A plain Gogo session, with the framework's commands in the scope {@code felix}. */
public final class GogoShell implements Shell {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final CommandSession session;

    public GogoShell(CommandProcessor processor) {
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), output, output);
    }

    @Override
    public String run(String line) throws Exception {
        output.reset();
        Object result = session.execute(line);
        String shown =
                result == null ? "" : session.format(result, Converter.INSPECT).toString();
        return output.toString(StandardCharsets.UTF_8) + shown;
    }

    @Override
    public String runOnBundle(String command, Bundle bundle) throws Exception {
        if (command.equals("start")) {
            return run("felix:start " + bundle.getBundleId());
        }
        // Only an interactive shell brings the converter that makes bundles of their numbers.
        session.put("bundle", bundle);
        return run("felix:" + command + " $bundle");
    }

    @Override
    public void close() {
        session.close();
    }
}
