package org.kernos.runtime.cabi;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.kernos.runtime.cabi.jna.JnaBackend;
import org.kernos.runtime.cabi.shim.ShimBackend;

/** The contract of all backends, kept for kernels that are objects too: nothing but how they get into memory is different. */
final class ObjectBackendTest {

    @Nested
    final class Values extends ValuesContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class Conventions extends ConventionContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class Lifetimes extends LifetimeContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class CallFailures extends FailureContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class Configurations extends ConfigurationContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class States extends StateContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    @Nested
    final class Threads extends ThreadContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, flags);
        }
    }

    /** Without position independence code and data are below 2 GiB, and functions of libraries behind jumps. */
    @Nested
    final class FixedAddresses extends ValuesContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }

        @Override
        Path kernel(String source, String... flags) {
            return TestKernels.object(source, "-fno-pic", "-fno-pie");
        }
    }
}
