package org.kernos.api.interfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class InterfaceDefinitionTest {

    private static InterfaceDefinition scheduler(String version, String... methods) {
        return new InterfaceDefinition(
                "Scheduler",
                Version.parseVersion(version),
                List.of(methods).stream().map(MethodSignature::parse).toList());
    }

    @Test
    void anIdIsTheSpecificationsHash() {
        assertThat(InterfaceId.of("")).isEqualTo(new InterfaceId(0));
        assertThat(InterfaceId.of("A")).isEqualTo(new InterfaceId(65));
        assertThat(InterfaceId.of("AB")).isEqualTo(new InterfaceId(65 * 31 + 66));
        assertThat(InterfaceId.of("é")).isEqualTo(new InterfaceId(0xC3 * 31 + 0xA9));
    }

    @Test
    void anIdWrapsAndIsShownUnsigned() {
        long hash = 0;
        for (char c : "SchedulerInterface".toCharArray()) {
            hash = hash * 31 + c;
        }
        assertThat(InterfaceId.of("SchedulerInterface")).isEqualTo(new InterfaceId(hash));
        assertThat(new InterfaceId(-1)).hasToString("ffffffffffffffff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"next()", "add_task(u32, u32)", "remove_task(u32) -> bool", "take(Task, ptr) -> Task"})
    void aMethodReadsAsItPrints(String text) {
        assertThat(MethodSignature.parse(text)).hasToString(text);
    }

    @Test
    void voidIsNoResult() {
        assertThat(MethodSignature.parse("f() -> void").returns()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "next", "next(", "f(u8,)", "f(void)", "f() -> ", "f() -> u8 u8", "1f()", "f(u8 u8)"})
    void whatIsNoMethodIsRefused(String text) {
        assertThatThrownBy(() -> MethodSignature.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProviderLacksTheMethodsItDoesNotRegister() {
        assertThat(scheduler("1.0.0", "next()", "add_task(u32)").missingIn(List.of("next")))
                .containsExactly(MethodSignature.parse("add_task(u32)"));
    }

    @Test
    void aLaterMinorVersionWithMoreMethodsWillDo() {
        assertThat(scheduler("1.2.0", "next()").differencesOf(scheduler("1.3.0", "next()", "more()")))
                .isEmpty();
    }

    @Test
    void everyDifferenceIsListed() {
        InterfaceDefinition wanted = scheduler("1.2.0", "next() -> u32", "add(u32)", "gone()");

        assertThat(wanted.differencesOf(scheduler("1.1.0", "next() -> u64", "add(u32)")))
                .containsExactly(
                        "interface Scheduler has version 1.1.0, expected 1.2 or a later one of 1",
                        "method next() -> u64 of interface Scheduler was expected as next() -> u32",
                        "interface Scheduler has no method gone()");
    }
}
