package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;

/** From create to destroy, in every form, with everything that may fail on the way. */
final class HelixLifeTest extends HelixContract {

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void aModuleLivesInTheOrderOfTheContractAndLeavesNothing(Form form) throws ModuleException {
        TestModule helix = helix(form).property("config.b", "2").property("config.a", "1 und \u00fc");
        ModuleInstance instance = runtime().open(helix);
        assertThat(notes())
                .containsExactly("create", "configure a=1 und \u00fc", "configure b=2", "init", "kernel_init");
        assertThat(callInt(instance, "twice", integer(21))).isEqualTo(42);
        instance.shutdown();
        assertThat(notes()).containsExactly("kernel_shutdown", "cleanup", "destroy");
        assertThat(instance.close()).isEmpty();
        assertThat(helix.warningText()).contains("'helix/twice', which the descriptor does not declare");
        assertNothingIsLeftOf(helix);
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"HEADER_THEN_SHARED", "HEADER_THEN_OBJECT"})
    void aHeaderThatComesFirstWithoutOffsetsLeadsToTheExportsOfTheImage(Form form) throws ModuleException {
        TestModule helix = helix(form, "-DEXPORTED_ENTRIES");
        ModuleInstance instance = runtime().open(helix);
        assertThat(notes()).containsExactly("create", "exported", "init", "kernel_init");
        assertThat(callInt(instance, "twice", integer(4))).isEqualTo(8);
        assertThat(instance.details())
                .containsEntry("init", "_helix_module_init")
                .containsEntry("cleanup", "_helix_module_cleanup");
        instance.shutdown();
        assertThat(notes()).containsExactly("kernel_shutdown", "exported", "cleanup", "destroy");
        assertThat(instance.close()).isEmpty();
        assertNothingIsLeftOf(helix);
    }

    @Test
    void withoutInitAndCleanupNothingIsCalled() throws ModuleException {
        TestModule helix = helix(Form.HEADER_THEN_SHARED);
        ModuleInstance instance = open(helix);
        assertThat(notes()).containsExactly("create", "kernel_init");
        assertThat(instance.details()).containsEntry("init", "none").containsEntry("cleanup", "none");
        instance.shutdown();
        assertThat(notes()).containsExactly("kernel_shutdown", "destroy");
    }

    @Test
    void anOffsetOfAHeaderThatComesFirstLeadsIntoTheImage() throws ModuleException {
        byte[] image = hmod("helix.c", Form.SHARED);
        ModuleInstance inSection = open(silent("first", image));
        byte[] file = headerFirst(image, "helix");
        int start = file.length - image.length;
        String origin = inSection.details().get("init");
        assertThat(origin).startsWith("address 0x");
        // Code is where its address says in all that gcc links here: segments begin at equal offsets and addresses.
        int address = Integer.parseInt(String.valueOf(origin).substring("address 0x".length()), 16);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(36, start + address);
        ModuleInstance headerFirst = open(silent("second", file).property("config.log", log().toString()));
        assertThat(headerFirst.details()).containsEntry("init", origin);
        assertThat(notes()).containsExactly("create", "init", "kernel_init");
    }

    @Test
    void detailsTellWhatIsOpen() throws ModuleException {
        ModuleInstance shared = open(helix(Form.SHARED));
        assertThat(shared.details())
                .containsEntry("library", "helix.hmod")
                .containsEntry("form", "shared object")
                .containsEntry("backend", "shim")
                .containsEntry("registered-functions", "1");
        assertThat(shared.details().get("cleanup")).startsWith("address 0x");
        ModuleInstance object = open(helix("second", Form.OBJECT));
        assertThat(object.details()).containsEntry("form", "object");
        assertThat(object.details().get("init")).startsWith("byte ");
        ModuleInstance headerFirst = open(helix("third", Form.HEADER_THEN_OBJECT));
        assertThat(headerFirst.details()).containsEntry("form", "header, then object");
    }

    @Test
    void withoutKernelInitThereAreNoFunctions() throws ModuleException {
        ModuleInstance instance = open(helix(Form.SHARED, "-DNO_KERNEL"));
        assertThat(instance.functions()).isEmpty();
        assertThat(instance.details()).doesNotContainKey("backend");
        instance.shutdown();
        assertThat(notes()).containsExactly("create", "init", "cleanup", "destroy");
    }

    @Test
    void configThatNobodyTakesIsAWarning() throws ModuleException {
        TestModule helix = silent("helix", hmod("helix.c", Form.SHARED, "-DNO_CONFIGURE"))
                .property("config.b", "2")
                .property("config.a", "1");
        open(helix);
        assertThat(helix.warnings().get(0)).hasToString("""
                KERNOS-0107 the module is not told its config ('a', 'b'): it exports no helix_configure
                  at  modules/helix/helix.hmod
                  fix remove 'config' from manifest.json, or export helix_configure""");
    }

    @Test
    void aSettingWinsOverTheManifest() throws ModuleException {
        open(helix(Form.SHARED).property("config.a", "manifest").setting("config.a", "setting"));
        assertThat(notes()).contains("configure a=setting");
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void anInitThatFailsIsFollowedByDestroyAndLeavesNothing(Form form) {
        TestModule helix = helix(form, "-DINIT_FAILS");
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0210 the module's init ended with: no device (code 7)
                  at  modules/helix/helix.hmod""");
        assertThat(notes()).containsExactly("create", "init", "destroy");
        assertNothingIsLeftOf(helix);
    }

    @Test
    void aFailureWithoutTextHasItsCode() {
        assertThat(openFailure(helix(Form.SHARED, "-DINIT_FAILS", "-DNO_MESSAGE_TEXT")))
                .hasMessageContaining("the module's init ended with: code 7");
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void createThatGivesNothingIsAFailureForTheReasonThatTheModuleNames(Form form) {
        TestModule helix = helix(form, "-DCREATE_NULL");
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0210 _helix_module_create gave NULL: no room
                  at  modules/helix/helix.hmod
                  fix remove the cause that the module names, and load it again""");
        assertNothingIsLeftOf(helix);
    }

    @Test
    void createThatGivesNothingWithoutAReasonIsToldHowToSayIt() {
        TestModule helix = helix(Form.SHARED, "-DCREATE_NULL", "-DNO_MESSAGE_TEXT");
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0210 _helix_module_create gave NULL
                  at  modules/helix/helix.hmod
                  fix let helix_error_message say why; it is asked with NULL then""");
        assertNothingIsLeftOf(helix);
    }

    @Test
    void aRefusedSettingIsAFailure() {
        TestModule helix = helix(Form.SHARED).property("config.bad", "x");
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0210 the module refuses 'bad' = 'x': no such key (code 9)
                  at  modules/helix/helix.hmod""");
        assertNothingIsLeftOf(helix);
    }

    @Test
    void settingsThatCWouldCutAreAllNamedAndTheModuleIsToldNone() {
        TestModule helix = helix(Form.SHARED)
                .property("config.path", "/data\0/public")
                .property("config.a\0b", "1")
                .property("config.c", "2");
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0210 the setting 'a\\0b' = '1' has a NUL character, which ends a text in C
                  at  modules/helix/helix.hmod
                  fix leave the character out, or write what it stands for in another way
                KERNOS-0210 the setting 'path' = '/data\\0/public' has a NUL character, which ends a text in C
                  at  modules/helix/helix.hmod
                  fix leave the character out, or write what it stands for in another way""");
        // Not even where the notes go: they stay in the module.
        assertThat(notes()).isEmpty();
        assertNothingIsLeftOf(helix);
    }

    @Test
    void aKernelInitThatRaisesIsFollowedByCleanupAndDestroy() {
        TestModule helix = helix(Form.SHARED, "-DKERNEL_RAISES", "-DCLEANUP_FAILS");
        assertThat(openFailure(helix).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "kernel_init ended with: no table (code 5)",
                        "the module's cleanup ended with: still b\u00fcsy (code 8)");
        assertThat(notes()).containsExactly("create", "init", "kernel_init", "cleanup", "destroy");
        assertNothingIsLeftOf(helix);
    }

    @Test
    void whatFailsAtTheEndStopsNothing() throws ModuleException {
        TestModule helix = helix(Form.SHARED, "-DCLEANUP_FAILS", "-DSHUTDOWN_RAISES");
        ModuleInstance instance = runtime().open(helix);
        notes();
        assertThatThrownBy(instance::shutdown).hasMessage("""
                KERNOS-0211 kernel_shutdown ended with: not yet (code 6)
                  at  modules/helix/helix.hmod
                KERNOS-0211 the module's cleanup ended with: still b\u00fcsy (code 8)
                  at  modules/helix/helix.hmod""");
        assertThat(notes()).containsExactly("kernel_shutdown", "cleanup", "destroy");
        assertThat(instance.close()).isEmpty();
        assertNothingIsLeftOf(helix);
    }

    @Test
    void missingExportsAreNamedBeforeAnythingRuns() {
        byte[] image = headerFirst(hmod("helper.c", Form.SHARED, "-DNUMBER=1"), "helix");
        TestModule helix = silent("helix", image);
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0206 the library 'helix.hmod' exports no function '_helix_module_create' and no '_helix_module_destroy'
                  at  modules/helix/helix.hmod
                  fix define them by HELIX_MODULE of helix/module.h, or by export_module! of the crate helix-module""");
        assertNothingIsLeftOf(helix);
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED, _helix_module_init",
        "OBJECT, _helix_module_init",
        "HEADER_THEN_OBJECT, _helix_module_cleanup",
        "SHARED, helix_verify_state",
        "OBJECT, helix_prepare_reload"
    })
    void exportsThatWouldBeCalledAreFunctions(Form form, String name) {
        TestModule helix = helix(form, "-DONLY_STATE", "-DIN_DATA=" + name);
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0206 the %s 'helix.hmod' exports '%s', which is no function
                  at  modules/helix/helix.hmod
                  fix define it as a function, or give it another name""".formatted(form == Form.SHARED ? "library" : "object", name));
        assertThat(notes()).isEmpty();
        assertNothingIsLeftOf(helix);
    }

    /** Code and header are of one file, whatever stands where a kernel's library could be. */
    @Test
    void aFileOfAnotherMachineIsRefusedThoughOneOfItsNameWouldFit() {
        byte[] fits = hmod("helix.c", Form.SHARED);
        byte[] arm = fits.clone();
        arm[18] = (byte) 183;
        String other = "native/" + HostPlatform.current().directory() + "/helix.hmod";
        TestModule helix = silent("helix", arm).file(other, fits);
        assertThat(openFailure(helix)).hasMessage("""
                KERNOS-0204 the library 'helix.hmod' is an ELF shared library for aarch64 (64-bit, little-endian), expected an ELF shared library or object for linux-x86-64 (64-bit, little-endian)
                  at  modules/helix/helix.hmod
                  fix build the module on or for linux-x86-64""");
        assertNothingIsLeftOf(helix);
        TestModule none = new TestModule(base(), "none", "none.hmod").helix();
        assertThat(openFailure(none))
                .hasMessageContaining("the module has no library 'none.hmod'; looked for 'none.hmod'\n");
    }

    @Test
    void aFileWithoutHeaderIsRefused() {
        TestModule helix = silent("helix", hmod("helper.c", Form.SHARED, "-DNUMBER=1"));
        assertThat(openFailure(helix).problems()).extracting(Problem::code).containsExactly(ProblemCode.HEADER);
        TestModule text = silent("text", "no module".getBytes(StandardCharsets.UTF_8));
        assertThat(openFailure(text).problems()).extracting(Problem::code).containsExactly(ProblemCode.HEADER);
        TestModule none = new TestModule(base(), "none", "none.hmod").helix();
        assertThat(openFailure(none).problems()).extracting(Problem::code).containsExactly(ProblemCode.LIBRARY_MISSING);
    }

    @Test
    void exceptionsOfCppInTheMacrosFunctionsAreFailures() throws ModuleException {
        assumeTrue(TestKernels.hasCpp(), "g++ is not installed");
        TestModule helix = silent("cpp", hmod("helix_throws.cpp", Form.SHARED, "-fno-gnu-unique"));
        ModuleInstance instance = runtime().open(helix);
        assertThat(send(instance, "any", ""))
                .hasValueSatisfying(answer -> assertThat(answer.type()).isEqualTo("initialised"));
        assertThatThrownBy(() -> call(instance, "throws"))
                .hasMessageContaining("the kernel threw a C++ exception: out of paper");
        assertThatThrownBy(instance::shutdown).hasMessageContaining("the module's cleanup ended with: code 2147483647");
        assertThat(instance.close()).isEmpty();
        assertNothingIsLeftOf(helix);
        assertThat(openFailure(silent("cpp", hmod("helix_throws.cpp", Form.SHARED, "-DINIT_THROWS"))))
                .hasMessageContaining("the module's init ended with: code 2147483647");
        assertThat(openFailure(silent("cpp", hmod("helix_throws.cpp", Form.SHARED, "-DCREATE_THROWS"))))
                .hasMessageContaining("_helix_module_create gave NULL");
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SHARED", "OBJECT"})
    void twoHundredCyclesLeaveNoMappingAndNoFile(Form form) throws ModuleException {
        TestModule helix = silent("helix", hmod("helix.c", form));
        for (int i = 0; i < 5; i++) {
            cycle(helix);
        }
        System.gc();
        int mappings = ProcessMaps.files().size();
        for (int i = 0; i < 200; i++) {
            cycle(helix);
        }
        assertThat(ProcessMaps.files().size()).isLessThanOrEqualTo(mappings);
        assertNothingIsLeftOf(helix);
    }

    private void cycle(TestModule module) throws ModuleException {
        ModuleInstance instance = runtime().open(module);
        assertThat(callInt(instance, "twice", integer(2))).isEqualTo(4);
        assertThat(send(instance, "echo", "x")).isPresent();
        instance.shutdown();
        assertThat(instance.close()).isEmpty();
    }
}
