package org.kernos.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.kernos.api.BootReport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Shows, on the standard error of the process, what is fetched for the boot list, while everybody waits for it and no command runs yet. Later fetches are
 * the business of the commands that wait for them.
 */
@Component(
        service = {},
        immediate = true)
public final class BootFetches {

    private final FetchDisplay display;

    @Activate
    public BootFetches(BundleContext context) {
        // The launcher and Gogo have put streams of their own in the place of System.err.
        display = new FetchDisplay(
                context, new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset()));
    }

    /** Boot is over. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindReport(BootReport report) {
        display.end();
    }

    /** The container was made anew, and somebody has a prompt. */
    void unbindReport(BootReport report) {}

    @Deactivate
    void close() {
        display.end();
    }
}
