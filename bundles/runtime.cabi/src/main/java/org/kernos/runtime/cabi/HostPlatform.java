package org.kernos.runtime.cabi;

import com.sun.jna.Platform;
import java.util.Optional;
import org.kernos.elf.ElfMachine;

/**
 * The machine this process runs on.
 *
 * @param directory its name below {@code native/}: {@code linux-x86-64}
 * @param suffix of its shared libraries, with the dot
 * @param machine empty when ELF libraries are not what is opened here, or the processor is not known to us
 */
record HostPlatform(String directory, String suffix, Optional<ElfMachine> machine) {

    static HostPlatform current() {
        if (Platform.isMac()) {
            return new HostPlatform(Platform.RESOURCE_PREFIX, ".dylib", Optional.empty());
        } else if (Platform.isWindows()) {
            return new HostPlatform(Platform.RESOURCE_PREFIX, ".dll", Optional.empty());
        }
        return new HostPlatform(Platform.RESOURCE_PREFIX, ".so", ElfMachine.findByName(Platform.ARCH));
    }

    boolean usesElf() {
        return suffix.equals(".so");
    }
}
