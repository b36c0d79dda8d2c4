package org.kernos.elf.helix;

import java.util.List;
import java.util.Optional;

/**
 * What the header of a Helix module says. Numbers are checked as far as bytes can tell; what names and flags mean is for those
 * who know modules.
 *
 * @param abiMajor 0 to 65535, like {@code abiMinor}
 * @param size of the header's fields, or, where the header comes first, of all that comes before the image
 * @param flags the bits, whether known or not
 * @param name empty when it cannot be read
 * @param capabilities the bits, whether known or not; 0 in a header that has no such field
 * @param init empty when the header has none; then an exported symbol may be it
 * @param cleanup like {@code init}
 */
public record HelixHeader(
        HelixPlace place,
        int abiMajor,
        int abiMinor,
        long size,
        int flags,
        String name,
        HelixVersion version,
        List<HelixInterface> interfaces,
        List<HelixDependency> dependencies,
        int capabilities,
        Optional<String> description,
        Optional<String> author,
        Optional<HelixEntry> init,
        Optional<HelixEntry> cleanup) {

    /** The section of an ELF file that begins with the header. */
    public static final String SECTION = ".hxmd";

    public HelixHeader {
        interfaces = List.copyOf(interfaces);
        dependencies = List.copyOf(dependencies);
    }
}
