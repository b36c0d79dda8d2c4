package org.kernos.container;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to Event Admin while there is one. The service is asked for by its name: its package is an optional import, and where it is
 * missing no class of it may be asked for.
 */
final class EventPoster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPoster.class);

    private final ServiceTracker<Object, Object> services;

    EventPoster(BundleContext context) {
        services = new ServiceTracker<>(context, "org.osgi.service.event.EventAdmin", null);
    }

    void open() {
        services.open();
    }

    /** Whether it is worth it to make an event. */
    boolean isHeard() {
        return services.getService() != null;
    }

    /** Delivered by Event Admin's own threads, in order. */
    void post(String topic, Map<String, Object> properties) {
        Object service = services.getService();
        if (service != null) {
            try {
                Posting.post(service, topic, properties);
            } catch (LinkageError | ClassCastException e) {
                LOG.warn("Event Admin came after this bundle was resolved: refresh it to have events of modules", e);
                services.close();
            } catch (RuntimeException e) {
                LOG.warn("Event Admin has not taken {}", topic, e);
            }
        }
    }

    /** All that names classes of Event Admin. */
    private static final class Posting {

        static void post(Object service, String topic, Map<String, Object> properties) {
            ((EventAdmin) service).postEvent(new Event(topic, properties));
        }
    }

    @Override
    public void close() {
        services.close();
    }
}
