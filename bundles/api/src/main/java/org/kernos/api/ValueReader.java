package org.kernos.api;

import java.util.List;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/** Reads values from text in the data language SLP. An OSGi service; the inverse of {@link Value}'s {@code toString()}. */
@ProviderType
public interface ValueReader {

    /**
     * All values in the text, one after the other.
     *
     * @param name stands for the text in problems, as a file's name does
     * @throws ModuleException when the text is not SLP, with the place
     */
    List<Value> read(String name, String text) throws ModuleException;
}
