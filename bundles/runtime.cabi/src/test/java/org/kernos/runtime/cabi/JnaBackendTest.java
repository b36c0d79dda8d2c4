package org.kernos.runtime.cabi;

import org.junit.jupiter.api.Nested;
import org.kernos.runtime.cabi.jna.JnaBackend;

/** The contract of all backends, kept by the one that uses JNA alone. */
final class JnaBackendTest {

    @Nested
    final class Values extends ValuesContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class Conventions extends ConventionContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class Lifetimes extends LifetimeContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class CallFailures extends FailureContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class Configurations extends ConfigurationContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class States extends StateContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class Threads extends ThreadContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }

    @Nested
    final class Loading extends LoadingContract {
        @Override
        Backend newBackend() {
            return new JnaBackend();
        }
    }
}
