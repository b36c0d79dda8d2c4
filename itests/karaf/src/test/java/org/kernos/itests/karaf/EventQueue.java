package org.kernos.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;

/** The events that the framework delivers on a thread of its own, in the order in which they arose. */
final class EventQueue {

    private static final String MARK = "org.kernos.itests.mark";

    private EventQueue() {}

    /** Returns when every event that has arisen so far has been delivered, by an event of its own that comes after them. */
    static void awaitDelivery(BundleContext context) throws BundleException, InterruptedException {
        CountDownLatch delivered = new CountDownLatch(1);
        BundleListener listener = event -> {
            if (event.getType() == BundleEvent.UNINSTALLED
                    && event.getBundle().getLocation().equals(MARK)) {
                delivered.countDown();
            }
        };
        context.addBundleListener(listener);
        try {
            Bundle mark = context.installBundle(MARK, new ByteArrayInputStream(emptyBundle()));
            mark.uninstall();
            if (!delivered.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the framework has not delivered its events within 60 s");
            }
        } finally {
            context.removeBundleListener(listener);
        }
    }

    private static byte[] emptyBundle() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, MARK);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            out.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return jar.toByteArray();
    }
}
