package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.spi.ModuleInstance;

/** How long objects live (native M-1 to M-4). */
abstract class LifetimeContract extends BackendContract {

    @Test
    void nothingLeaksOverAHundredThousandCalls() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value argument = Value.bracket(string("some text"), integer(1), Value.brace(new Value.Symbol("x")));
        Value large = string("x".repeat(200_000));
        call(abi, "rebuilt", argument);
        long allocated = backend().allocatedBytes();
        long inUse = allocated - backend().freedBytes();
        for (int i = 0; i < 50_000; i++) {
            call(abi, "rebuilt", argument);
            call(abi, "string_copy", i % 1000 == 0 ? large : string("more text"));
        }
        assertThat(backend().allocatedBytes()).isGreaterThan(allocated + 50 * 200_000);
        assertThat(backend().allocatedBytes() - backend().freedBytes()).isEqualTo(inUse);
        assertThat(detail(abi, "objects")).isEqualTo(4);
    }

    @Test
    void anObjectKeptFromAnEarlierCallReadsAsErrorAndIsCounted() throws ModuleException {
        ModuleInstance abi = open(abi());
        call(abi, "keep", integer(41));
        assertThat(detail(abi, "stale-handles")).isZero();
        assertThat(callInt(abi, "kept_type")).isEqualTo(ValueType.ERROR.code());
        assertThat(detail(abi, "stale-handles")).isEqualTo(1);
        assertThat(callInt(abi, "kept_read")).isZero();
        assertThat(call(abi, "kept_return")).isInstanceOf(Value.Error.class);
        assertThat(call(abi, "kept_context")).isInstanceOf(Value.Error.class);
        assertThat(detail(abi, "stale-handles")).isGreaterThan(5);
    }

    @Test
    void aStaleObjectStaysStaleWhileItsPlaceIsUsedAgain() throws ModuleException {
        ModuleInstance abi = open(abi());
        call(abi, "keep", integer(41));
        for (int i = 0; i < 10_000; i++) {
            call(abi, "add", integer(i), integer(i));
            assertThat(callInt(abi, "kept_type")).isEqualTo(ValueType.ERROR.code());
        }
    }

    @Test
    void aRetainedObjectLivesUntilItIsReleasedAsOftenAsRetained() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value value = Value.bracket(string("kept"), Value.ints(1, 2));
        call(abi, "retain", value);
        assertThat(call(abi, "retained_value")).isEqualTo(value);
        assertThat(call(abi, "retained_rebuilt")).isEqualTo(value);
        assertThat(call(abi, "retained_first")).isEqualTo(string("kept"));
        assertThat(callInt(abi, "retain_again")).isEqualTo(1);
        call(abi, "release");
        assertThat(call(abi, "retained_value")).isEqualTo(value);
        assertThat(detail(abi, "retained")).isEqualTo(1);
        call(abi, "release");
        assertThat(detail(abi, "retained")).isZero();
        assertThat(call(abi, "retained_value")).isInstanceOf(Value.Error.class);
        assertThat(callInt(abi, "retain_again")).isZero();
        call(abi, "release");
        assertThat(detail(abi, "retained")).isZero();
    }

    @Test
    void aReleasedPlaceDoesNotComeBackAsAnotherObject() throws ModuleException {
        ModuleInstance abi = open(abi());
        call(abi, "retain", string("old"));
        call(abi, "keep", string("unused"));
        call(abi, "release");
        ModuleInstance other = open(TestModule.of(base(), "second", kernel("abi.c")));
        call(other, "retain", string("new"));
        assertThat(call(abi, "retained_value")).isInstanceOf(Value.Error.class);
        assertThat(call(other, "retained_value")).isEqualTo(string("new"));
    }

    @Test
    void objectsMadeInInitLiveAsLongAsTheKernel() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(callInt(abi, "init_sum")).isEqualTo(42);
        long objects = detail(abi, "objects");
        for (int i = 0; i < 1000; i++) {
            assertThat(call(abi, "init_value")).isEqualTo(string("made in init"));
            assertThat(callInt(abi, "init_sum")).isEqualTo(42);
        }
        // Four objects, and perhaps once the elements of the list: reading them a thousand times makes no more.
        assertThat(detail(abi, "objects")).isEqualTo(objects).isBetween(4L, 4L + 3);
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void retainObjectsKeepsEverythingAndCountsIt() throws ModuleException {
        ModuleInstance abi = open(abi().property("retain-objects", "true"));
        call(abi, "keep", integer(41));
        assertThat(callInt(abi, "kept_type")).isEqualTo(ValueType.INT.code());
        assertThat(call(abi, "kept_return")).isEqualTo(integer(41));
        long objects = detail(abi, "objects");
        long bytes = detail(abi, "bytes");
        call(abi, "string_copy", string("12345678"));
        assertThat(detail(abi, "objects")).isGreaterThan(objects);
        assertThat(detail(abi, "bytes")).isGreaterThan(bytes + 8);
        assertThat(detail(abi, "stale-handles")).isZero();
        assertThat(abi.details()).containsEntry("retain-objects", "true");
    }
}
