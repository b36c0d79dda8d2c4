package org.kernos.itests.karaf;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Ends the Karaf that this process started. Pax Exam waits for minutes, test by test, for a Karaf that cannot load the tests,
 * and leaves it behind when they failed; the time limit of Failsafe ends a shell and not the process in it.
 */
final class KarafLimit {

    private KarafLimit() {}

    /** When the time is up, whoever waits for Karaf gets an error; when this process ends, so does Karaf. */
    static void set(Duration limit) {
        Runtime.getRuntime().addShutdownHook(new Thread(KarafLimit::endKaraf));
        new Timer("karaf-limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                endKaraf();
                            }
                        },
                        limit.toMillis());
    }

    private static void endKaraf() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
