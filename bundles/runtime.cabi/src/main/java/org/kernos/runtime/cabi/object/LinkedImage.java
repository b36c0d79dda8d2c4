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
 * @param functions to be run at the begin and at the end
 */
public record LinkedImage(
        ByteBuffer bytes,
        long base,
        Layout layout,
        Map<String, SymbolSource.Definition> exports,
        List<Long> frames,
        FunctionLists functions) {}
