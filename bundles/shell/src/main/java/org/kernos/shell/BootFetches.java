package org.kernos.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.source.FetchListener;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Shows, on the standard error of the process, what is fetched for the boot list, while everybody waits for it and no command runs yet. Later fetches are
 * the business of the commands that wait for them ({@link FetchDisplay}).
 */
@Component(service = FetchListener.class)
public final class BootFetches implements FetchListener {

    /** There once boot is over. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable BootReport boot;

    /** The launcher and Gogo have put streams of their own in the place of System.err. */
    private final PrintStream err =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset());

    @Override
    public void fetching(String source, long bytes) {
        if (boot == null) {
            err.println(FetchDisplay.line(source, bytes));
        }
    }
}
