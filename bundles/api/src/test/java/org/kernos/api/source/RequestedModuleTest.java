package org.kernos.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestedModuleTest {

    @Test
    void theHintBeginsAfterTheFirstAt() {
        assertThat(RequestedModule.find("alu@git+https://me@host/alu#main:dir"))
                .contains(new RequestedModule("alu", Optional.of("git+https://me@host/alu#main:dir")));
        assertThat(RequestedModule.find("alu")).contains(new RequestedModule("alu", Optional.empty()));
        assertThat(RequestedModule.find("alu@")).contains(new RequestedModule("alu", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@alu", "/opt/alu", "libs/alu@1", "a b@c", " alu"})
    void whatDoesNotBeginWithAModulesNameAsksForNone(String text) {
        assertThat(RequestedModule.find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alu", "alu@mvn:org.example:alu:1.0", "alu@@"})
    void itsTextReadsBack(String text) {
        assertThat(RequestedModule.find(text).orElseThrow()).hasToString(text);
    }

    @Test
    void anEmptyHintIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestedModule("alu", Optional.of("")));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestedModule("a/b", Optional.empty()));
    }
}
