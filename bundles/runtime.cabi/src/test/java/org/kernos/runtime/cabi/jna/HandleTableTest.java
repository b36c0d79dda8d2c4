package org.kernos.runtime.cabi.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kernos.api.value.Value;

final class HandleTableTest {

    private final HandleTable handles = new HandleTable();

    @Test
    void aHandleOfARemovedStoreIsNoneOfItsSuccessor() {
        RetainedObjects first = handles.add(RetainedObjects::new);
        long handle = first.add(new Value.Int(1));
        for (int i = 0; i < 100; i++) {
            handles.remove(first);
            assertThat(handles.find(handle)).isNull();
            RetainedObjects next = handles.add(RetainedObjects::new);
            long newHandle = next.add(new Value.Int(2));
            assertThat(ObjectStore.slotOf(newHandle)).isEqualTo(ObjectStore.slotOf(handle));
            assertThat(handles.find(handle)).isNull();
            assertThat(handles.find(newHandle)).isEqualTo(new Value.Int(2));
            first = next;
            handle = newHandle;
        }
    }

    @Test
    void noNumberThatWasNotGivenOutIsAnObject() {
        handles.add(RetainedObjects::new).add(new Value.Int(1));
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() | Long.MIN_VALUE;
            assertThat(handles.find(number)).isNull();
        }
        assertThat(handles.find(0)).isEqualTo(Value.NONE);
    }

    @Test
    void whenAllSlotsAreTakenTheNextStoreIsRefused() {
        for (int i = 1; i <= ObjectStore.MAX_SLOT; i++) {
            handles.add(RetainedObjects::new);
        }
        assertThatThrownBy(() -> handles.add(RetainedObjects::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("65535 kernels and calls");
    }
}
