package org.kernos.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.kernos.itests.Shell;
import org.osgi.framework.Bundle;

/** A session of Karaf's own shell, with the framework's commands in the scope {@code bundle}. */
final class KarafShell implements Shell {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Session session;

    KarafShell(SessionFactory sessions) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    @Override
    public String run(String line) throws Exception {
        output.reset();
        Object result = session.execute(line);
        return output.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
    }

    @Override
    public String runOnBundle(String command, Bundle bundle) throws Exception {
        return run("bundle:" + command + " " + bundle.getBundleId());
    }

    @Override
    public void close() {
        session.close();
    }
}
