package org.kernos.sxs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleReader;

class KernelReaderTest {

    private static final String ADD = "#(define-kernel alu \"lib.so\" [(define-function add (a :int) :int)])";

    static MemoryFiles files(String kernel, String manifest) {
        return new MemoryFiles(
                "alu",
                Map.of(
                        "kernel.sxs", kernel.getBytes(StandardCharsets.UTF_8),
                        "manifest.json", manifest.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Problem> problems(MemoryFiles files) {
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> new KernelReader().read(files));
        assertThat(e).isNotNull();
        return e.problems();
    }

    private static ModuleDescriptor read(String kernel) throws ModuleException {
        return new KernelReader().read(files(kernel, "{}")).descriptor();
    }

    private static String kernelOf(int functions) {
        return IntStream.range(0, functions)
                .mapToObj(i -> "(define-function f" + i + " (a :int b :any..) :int)")
                .collect(Collectors.joining("\n", "#(define-kernel alu \"lib.so\" [\n", "])"));
    }

    @Test
    void theReaderIsOfKernelsAndTheirFile() {
        KernelReader reader = new KernelReader();

        assertThat(reader.kind()).isEqualTo("kernel");
        assertThat(reader.descriptorFile()).isEqualTo("kernel.sxs");
    }

    @Test
    void aMissingDescriptorIsTheFilesProblem() {
        assertThat(problems(new MemoryFiles("alu", Map.of())))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NO_DESCRIPTOR);
    }

    @Test
    void tenThousandFunctionsAreReadWithTheirPlaces() throws ModuleException {
        List<FunctionDeclaration> functions = read(kernelOf(10_000)).functions();

        assertThat(functions).hasSize(10_000);
        assertThat(functions.get(9_999).place().orElseThrow()).hasToString("modules/alu/kernel.sxs:10001:1");
    }

    @Test
    void oneFunctionMoreIsAProblem() {
        List<Problem> problems = problems(files(kernelOf(10_001), "{}"));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).isEqualTo("""
                        KERNOS-0106 the kernel declares more than 10000 functions
                          at  modules/alu/kernel.sxs:10002:1
                          fix split it into several kernels""");
    }

    @Test
    void bothFilesMayHaveOneMebibyteAndNoByteMore() throws ModuleException {
        int limit = 1 << 20;
        String kernel = ADD + " ".repeat(limit - ADD.length());
        String manifest = "{}" + " ".repeat(limit - 2);

        assertThat(new KernelReader().read(files(kernel, manifest)).warnings()).isEmpty();
        assertThat(problems(files(kernel + " ", manifest + " ")))
                .extracting(problem -> problem.place().orElseThrow().toString())
                .containsExactly("modules/alu/kernel.sxs", "modules/alu/manifest.json");
    }

    @Test
    void nestingOfTheManifestIsLimited() {
        for (String deep : List.of("[", "{\"a\":")) {
            Problem problem = problems(files(ADD, deep.repeat(100_000))).get(0);
            assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT);
        }
    }

    @Test
    void nestingOfFunctionTypesIsLimited() throws ModuleException {
        String type = ":" + "fn<".repeat(32) + "int" + ">int".repeat(32);
        String deeper = ":" + "fn<".repeat(33) + "int" + ">int".repeat(33);

        assertThat(read(ADD.replace(":int)", type + ")")).functions()).hasSize(1);
        assertThat(problems(files(ADD.replace("a :int", "a " + deeper), "{}")))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.LIMIT);
        assertThat(problems(files(ADD.replace("a :int", "a :" + "fn<".repeat(100_000)), "{}")))
                .hasSize(1);
    }

    @Test
    void aManifestPlaceCountsCharactersAndNotBytes() {
        Problem problem = problems(files(ADD, "{\"author\": \"😀é\", \"version\": \"x\"}"))
                .get(0);

        assertThat(problem.place().orElseThrow()).hasToString("modules/alu/manifest.json:1:29");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"alu", "io", "random"})
    void theSpecificationsKernelsAreRead(String name) throws ModuleException, IOException {
        Path directory = Path.of("../../distribution/samples", name);
        assumeTrue(Files.exists(directory), "the samples are there");

        ModuleReader.Reading reading = new KernelReader()
                .read(new MemoryFiles(
                        name,
                        Map.of(
                                "kernel.sxs", Files.readAllBytes(directory.resolve("kernel.sxs")),
                                "manifest.json", Files.readAllBytes(directory.resolve("manifest.json")))));

        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.descriptor().functions()).isNotEmpty();
    }
}
