package org.kernos.bench;

import java.util.Arrays;

/**
 * How much more two threads get done than one. In rounds of a few milliseconds, most of which nobody else's load falls into, however much of it a shared
 * machine has.
 */
final class TwoThreads {

    private static final int ROUNDS = 41;

    private final Runnable work;

    /** The round in which the other thread works; it waits busily between them, for a processor that rests takes a while to wake. */
    private volatile int round;

    private volatile int done;
    private volatile double othersNanos;

    /**
     * @param work takes some milliseconds
     */
    private TwoThreads(Runnable work) {
        this.work = work;
    }

    /** The median of what two threads do in the time in which one does its work once; 2 at best. */
    static double scaling(Runnable work) throws InterruptedException {
        return new TwoThreads(work).measure();
    }

    private double measure() throws InterruptedException {
        Thread other = new Thread(this::follow, "bench-other");
        other.setDaemon(true);
        other.start();
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double alone = nanos();
            round = i + 1;
            double together = nanos();
            while (done != i + 1) {
                Thread.onSpinWait();
            }
            ratios[i] = alone / together + alone / othersNanos;
        }
        other.join();
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    private void follow() {
        for (int next = 1; next <= ROUNDS; next++) {
            while (round != next) {
                Thread.onSpinWait();
            }
            othersNanos = nanos();
            done = next;
        }
    }

    private double nanos() {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
