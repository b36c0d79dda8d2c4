package org.kernos.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodNamesTest {

    @Test
    void aMethodStandsForTheFunctionOfItsNameFirst() {
        assertThat(MethodNames.functionsFor("openDisk")).containsExactly("openDisk", "open_disk", "open-disk");
        assertThat(MethodNames.functionsFor("add_r")).containsExactly("add_r");
        assertThat(MethodNames.functionsFor("addR")).containsExactly("addR", "add_r", "add-r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "open-disk", "read_bytes", "a-b-c", "addR", "sha256", "iso_of"})
    void theUsualMethodOfAFunctionStandsForIt(String function) {
        assertThat(MethodNames.functionsFor(MethodNames.methodFor(function))).contains(function);
    }

    @Test
    void theUsualMethodHasACapitalForEachSeparator() {
        assertThat(MethodNames.methodFor("open-disk")).isEqualTo("openDisk");
        assertThat(MethodNames.methodFor("rmdir_recursive")).isEqualTo("rmdirRecursive");
    }
}
