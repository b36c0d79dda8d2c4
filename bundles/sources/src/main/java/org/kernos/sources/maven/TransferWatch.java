package org.kernos.sources.maven;

import java.util.function.LongConsumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/**
 * Tells how far one fetch has come, and ends it when its thread is interrupted or a file is too large. What was written of a file is deleted by Maven
 * then. Used by that thread alone.
 */
final class TransferWatch extends AbstractTransferListener {

    private final LongConsumer progress;
    private final long mostBytes;
    private long bytes;

    /**
     * @param mostBytes of one file
     */
    TransferWatch(LongConsumer progress, long mostBytes) {
        this.progress = progress;
        this.mostBytes = mostBytes;
    }

    /** That a file is too large. */
    static final class TooLarge extends TransferCancelledException {
        private static final long serialVersionUID = 1;

        TooLarge(long mostBytes) {
            super("it has more than " + mostBytes + " bytes");
        }
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        limit(event.getResource().getContentLength());
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        check();
        limit(event.getTransferredBytes());
        bytes += event.getDataLength();
        progress.accept(bytes);
    }

    private void limit(long length) throws TransferCancelledException {
        if (length > mostBytes) {
            throw new TooLarge(mostBytes);
        }
    }

    private static void check() throws TransferCancelledException {
        if (Thread.currentThread().isInterrupted()) {
            throw new TransferCancelledException("cancelled");
        }
    }
}
