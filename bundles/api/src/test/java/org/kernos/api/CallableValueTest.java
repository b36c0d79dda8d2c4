package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

class CallableValueTest {

    private final CallableValue count = new CallableValue((scope, arguments) -> new Value.Int(arguments.length));

    @Test
    void itIsCalledAndIsAnAberrantToOthers() {
        assertThat(count.call(expression -> expression, Value.NONE, Value.NONE)).isEqualTo(new Value.Int(2));
        assertThat(count.type()).isEqualTo(ValueType.ABERRANT);
        assertThat(count.toString()).matches("\\?callable-[0-9a-f]{16}");
    }

    @Test
    void itIsFoundAgainByWhatItWraps() {
        assertThat(CallableValue.find(count)).containsSame(count);
        assertThat(CallableValue.find(new Value.Aberrant(count.wrapped()))).containsSame(count);
        assertThat(CallableValue.find(count.wrapped())).isEmpty();
        assertThat(CallableValue.find(new Value.Aberrant(new Value.Symbol("callable-1"))))
                .isEmpty();
    }
}
