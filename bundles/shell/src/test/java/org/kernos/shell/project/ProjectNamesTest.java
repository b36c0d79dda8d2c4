package org.kernos.shell.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectNamesTest {

    @ParameterizedTest
    @CsvSource({
        "alu, alu, Alu",
        "rr-sched, rr_sched, RrSched",
        "A.b_c-D, a_b_c_d, ABCD",
        "3d-print, m3d_print, M3dPrint",
        "EOF, eof, Eof",
        "json, json_module, Json",
        "Class, class_module, Class",
        "a--, a__, A"
    })
    void aNameHasAFormForFilesAndOneForTypes(String name, String identifier, String type) {
        ProjectNames names = new ProjectNames(name);

        assertThat(names.identifier()).isEqualTo(identifier);
        assertThat(names.type()).isEqualTo(type);
        assertThat(names.in("yourname/lib_yourname.so your_name.c YourNameKernel"))
                .isEqualTo(name + "/lib_" + name + ".so " + identifier + ".c " + type + "Kernel");
    }

    @Test
    void aNameThatIsTheTemplatesOwnIsReplacedOnce() {
        assertThat(new ProjectNames("your_name-YourName").in("yourname your_name"))
                .isEqualTo("your_name-YourName your_name_yourname");
    }

    @Test
    void whatIsNoNameOfAModuleIsNoneOfAProject() {
        assertThatThrownBy(() -> new ProjectNames("../alu")).isInstanceOf(IllegalArgumentException.class);
    }
}
