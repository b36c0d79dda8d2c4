package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * An object as it is to stand in memory at one address. No code of it has run.
 *
 * @param bytes from the begin; zeros follow up to the layout's size
 * @param exports by name
 * @param frames addresses of the tables by which exceptions find their way
 * @param init addresses of the functions to be run at the begin, in order
 * @param fini addresses of the functions to be run at the end, in order
 */
public record LinkedImage(
        ByteBuffer bytes,
        long base,
        Layout layout,
        Map<String, SymbolSource.Definition> exports,
        List<Long> frames,
        List<Long> init,
        List<Long> fini) {}
