package org.kernos.api.source;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears how far the fetching of modules has come. An OSGi service of whoever shows it to people; a {@link ModuleSourceResolver} tells all of them.
 */
@ConsumerType
@FunctionalInterface
public interface FetchListener {

    /**
     * A fetch has begun or goes on. Told at its beginning and then at most once a second; what is in a cache is not fetched. Called on the thread that
     * fetches, of several fetches at the same time too; returns at once. What it throws is logged and ends no fetch.
     *
     * @param source what is fetched, as people know it, without passwords
     * @param bytes that have been written until now, 0 at the beginning
     */
    void fetching(String source, long bytes);
}
