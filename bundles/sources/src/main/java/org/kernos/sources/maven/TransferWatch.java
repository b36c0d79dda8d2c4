package org.kernos.sources.maven;

import java.util.function.LongConsumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells how far one fetch has come, and ends it when its thread is interrupted. Used by that thread alone. */
final class TransferWatch extends AbstractTransferListener {

    private final LongConsumer progress;
    private long bytes;

    TransferWatch(LongConsumer progress) {
        this.progress = progress;
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        check();
        bytes += event.getDataLength();
        progress.accept(bytes);
    }

    private static void check() throws TransferCancelledException {
        if (Thread.currentThread().isInterrupted()) {
            throw new TransferCancelledException("cancelled");
        }
    }
}
