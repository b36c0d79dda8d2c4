package org.kernos.runtime.micropython;

import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.runtime.micropython.file.MountedFiles;
import org.kernos.spi.ModuleFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A module's files, as its code reads them (design Y-5). */
record ReadableFiles(ModuleFiles files) implements MountedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ReadableFiles.class);
    private static final int LARGEST = 16 << 20;

    @Override
    public Set<String> paths() {
        return files.paths();
    }

    /** Python code is told that there is no such file; why, only the log says. */
    @Override
    public Optional<byte[]> read(String path) {
        try {
            return Optional.of(files.read(path, LARGEST));
        } catch (ModuleException e) {
            LOG.warn("'{}' of {} is not there for Python code", path, files.location(), e);
            return Optional.empty();
        }
    }
}
