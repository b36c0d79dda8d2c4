package org.kernos.sources;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the settings of this computer's Git, of its users and of the environment away from what a hint leads to: on the threads that fetch, and on those
 * that they start, JGit sees none. Other users of the same JGit see what they saw before, but for JGit's own file in their home directory, which it would
 * write its measurements of the file system to.
 */
final class OwnGitSettings extends SystemReader.Delegate {

    /** Inherited: JGit measures and serves local repositories on threads of its own. */
    private static final InheritableThreadLocal<Boolean> OWN = new InheritableThreadLocal<>();

    private final SystemReader others;

    private OwnGitSettings(SystemReader others) {
        super(others);
        this.others = others;
    }

    /** Takes effect until the result is closed, for calls in {@link #on}. */
    static AutoCloseable use() {
        SystemReader others = SystemReader.getInstance();
        OwnGitSettings own = new OwnGitSettings(others);
        SystemReader.setInstance(own);
        return () -> {
            if (SystemReader.getInstance() == own) {
                SystemReader.setInstance(others);
            }
        };
    }

    /** From now on, the calling thread sees no settings: one that ends soon. */
    static void on() {
        OWN.set(true);
    }

    private static boolean isOwn() {
        return Boolean.TRUE.equals(OWN.get());
    }

    @Override
    public @Nullable String getenv(String variable) {
        return isOwn() && variable.startsWith("GIT_") ? null : others.getenv(variable);
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return isOwn() ? super.getUserConfig() : others.getUserConfig();
    }

    @Override
    public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
        return isOwn() ? super.getSystemConfig() : others.getSystemConfig();
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return isOwn() ? new Empty(parent, fs) : others.openUserConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return isOwn() ? new Empty(parent, fs) : others.openSystemConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    /**
     * Settings without a file. They say how coarse the times of files may be on any computer: JGit would measure it for seconds before the first
     * fetch, with files that it creates in the cache.
     */
    private static final class Empty extends FileBasedConfig {

        private static final long COARSEST_TIMES_S = 2;

        Empty(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(COARSEST_TIMES_S, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, unit);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // There is nowhere to save it.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
