package org.kernos.api;

import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Which versions of a provider will do (architecture N-4). */
public sealed interface VersionRequirement {

    /** The same as a range of the framework. */
    VersionRange range();

    /** Every version. */
    record Any() implements VersionRequirement {
        @Override
        public VersionRange range() {
            return new VersionRange(VersionRange.LEFT_CLOSED, Version.emptyVersion, null, VersionRange.RIGHT_OPEN);
        }
    }

    /** This version and no other. */
    record Exact(Version version) implements VersionRequirement {
        @Override
        public VersionRange range() {
            return new VersionRange(VersionRange.LEFT_CLOSED, version, version, VersionRange.RIGHT_CLOSED);
        }
    }

    /** This version or a later one of the same major number. */
    record Compatible(Version version) implements VersionRequirement {
        @Override
        public VersionRange range() {
            // The framework has no version above the greatest major number, so that every later one is of it.
            Version next = version.getMajor() == Integer.MAX_VALUE ? null : new Version(version.getMajor() + 1, 0, 0);
            return new VersionRange(VersionRange.LEFT_CLOSED, version, next, VersionRange.RIGHT_OPEN);
        }
    }

    /** This version or any later one. */
    record AtLeast(Version version) implements VersionRequirement {
        @Override
        public VersionRange range() {
            return new VersionRange(VersionRange.LEFT_CLOSED, version, null, VersionRange.RIGHT_OPEN);
        }
    }

    /** Between two versions, both included. */
    record Between(Version least, Version greatest) implements VersionRequirement {
        @Override
        public VersionRange range() {
            return new VersionRange(VersionRange.LEFT_CLOSED, least, greatest, VersionRange.RIGHT_CLOSED);
        }
    }
}
