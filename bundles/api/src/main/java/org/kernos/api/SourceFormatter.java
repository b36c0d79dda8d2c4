package org.kernos.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Lays sources in SXS out, programs and {@code kernel.sxs} alike: one look for all, by whomever they are written. An OSGi
 * service that any number of threads may use at once.
 */
@ProviderType
public interface SourceFormatter {

    /**
     * The same objects, comments and literals with other blanks and line breaks. Formatting the result changes nothing.
     *
     * @param name stands for the text in problems, as a file's name does
     * @param text one object, as each source is; bytes that are not UTF-8 stand in it as in {@link
     *     org.kernos.api.value.Value.Str}
     * @throws ModuleException when the text is not SLP or not one object, with the places
     */
    String format(String name, String text) throws ModuleException;
}
