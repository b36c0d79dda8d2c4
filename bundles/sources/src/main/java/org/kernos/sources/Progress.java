package org.kernos.sources;

/** Hears how far the fetching of a module has come. Called on the thread that fetches; quick. */
@FunctionalInterface
interface Progress {

    /**
     * @param source what is fetched, as people know it
     * @param bytes that have been written until now, 0 at the beginning
     */
    void at(String source, long bytes);
}
