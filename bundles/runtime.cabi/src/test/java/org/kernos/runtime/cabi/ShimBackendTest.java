package org.kernos.runtime.cabi;

import org.junit.jupiter.api.Nested;
import org.kernos.runtime.cabi.shim.ShimBackend;

/** The contract of all backends, kept by the one whose table is written in C. */
final class ShimBackendTest {

    @Nested
    final class Values extends ValuesContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class Conventions extends ConventionContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class Lifetimes extends LifetimeContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class CallFailures extends FailureContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class Configurations extends ConfigurationContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class States extends StateContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class Threads extends ThreadContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }

    @Nested
    final class Loading extends LoadingContract {
        @Override
        Backend newBackend() {
            return ShimBackend.open();
        }
    }
}
