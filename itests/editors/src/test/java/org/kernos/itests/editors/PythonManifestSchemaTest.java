package org.kernos.itests.editors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.format.exocore.ExocoreReader;
import org.kernos.spi.ModuleFiles;

/** Manifests of Python modules that are right, and such with a single mistake: the schema and the reader say the same of each. */
final class PythonManifestSchemaTest {

    private static final Path SCHEMA =
            Path.of(System.getProperty("kernos.root"), "distribution/sdk/schema/manifest.schema.json");
    private static final String START = "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"m\"";

    /** A module with this manifest, and a file for each path that the examples name. */
    private record Files(String manifest) implements ModuleFiles {
        @Override
        public String location() {
            return "modules/m";
        }

        @Override
        public String directoryName() {
            return "m";
        }

        @Override
        public Set<String> paths() {
            return Set.of("manifest.json", "m.py", "lib/..m.py", ".py", "native/board.o", "native/kern/kernel.sxs");
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(read(path, 0));
        }

        @Override
        public byte[] read(String path, int limit) {
            return manifest.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static boolean schemaAccepts(String manifest) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new ObjectMapper().readTree(SCHEMA.toFile()));
        return schema.validate(new ObjectMapper().readTree(manifest)).isEmpty();
    }

    private static String readerSays(String manifest) {
        try {
            new ExocoreReader().read(new Files(manifest));
            return "";
        } catch (ModuleException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"mpy_entry2\": 1",
                ", \"name\": \"other.name\"",
                ", \"c_modules\": []",
                ", \"c_modules\": [{\"name\": \"alu\"}, {\"name\": \"board\", \"path\": \"native/board.o\"}]",
                ", \"c_modules\": [{\"name\": \"_k\", \"path\": \"native/kern\"}]",
                ", \"functions\": []",
                ", \"functions\": [\"f\", \"classes\", {\"name\": \"g\"}, {\"name\": \"h\", \"parameters\": []}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [{\"name\": \"a\", \"variadic\": true}]}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [{\"name\": \"a\", \"type\": \"dict\"}]}]",
                ", \"functions\": [{\"name\": \"f\", \"returns\": \"None\"}]",
                ", \"interpreter\": \"main\"",
                ", \"interpreter\": \"own\", \"limits\": {}",
                ", \"interpreter\": \"a-group.1\", \"limits\": {\"heapBytes\": 262144, \"callMillis\": 1}",
                ", \"interpreter\": \"own\", \"limits\": {\"heapBytes\": 536870912, \"waiting\": 0, \"outputBytes\": 0}",
                ", \"import_kernels\": true",
                ", \"import_kernels\": false, \"interpreter\": \"own\"",
                ", \"state\": \"persistent\"",
            })
    void whatIsRightIsRightForBoth(String more) throws IOException {
        String manifest = START + more + "}";

        assertThat(readerSays(manifest)).isEmpty();
        assertThat(schemaAccepts(manifest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.py", "lib/..m.py", ".py"})
    void entriesThatAreRightAreRightForBoth(String entry) throws IOException {
        String manifest = "{\"mpy_entry\": \"" + entry + "\", \"mpy_import_as\": \"m\"}";

        assertThat(readerSays(manifest)).isEmpty();
        assertThat(schemaAccepts(manifest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"c_modules\": {}",
                ", \"c_modules\": [\"alu\"]",
                ", \"c_modules\": [{}]",
                ", \"c_modules\": [{\"name\": \"a.b\"}]",
                ", \"c_modules\": [{\"name\": \"if\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": null}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"..\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"native/..\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"./native/board.o\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"native//board.o\"}]",
                ", \"c_modules\": [{\"name\": \"b\", \"path\": \"native/\"}]",
                ", \"functions\": \"f\"",
                ", \"functions\": [1]",
                ", \"functions\": [\"two words\"]",
                ", \"functions\": [\"lambda\"]",
                ", \"functions\": [{}]",
                ", \"functions\": [{\"name\": \"1st\"}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": {}}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [\"a\"]}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [{\"type\": \"int\"}]}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [{\"name\": \"a\", \"type\": \"real\"}]}]",
                ", \"functions\": [{\"name\": \"f\", \"parameters\": [{\"name\": \"a\", \"variadic\": 1}]}]",
                ", \"functions\": [{\"name\": \"f\", \"returns\": \"none\"}]",
                ", \"interpreter\": true",
                ", \"interpreter\": \"my own\"",
                ", \"limits\": {}",
                ", \"interpreter\": \"main\", \"limits\": {}",
                ", \"interpreter\": \"own\", \"limits\": []",
                ", \"interpreter\": \"own\", \"limits\": {\"heapBytes\": 262143}",
                ", \"interpreter\": \"own\", \"limits\": {\"heapBytes\": 536870913}",
                ", \"interpreter\": \"own\", \"limits\": {\"callMillis\": 0}",
                ", \"interpreter\": \"own\", \"limits\": {\"graceMillis\": 31536000001}",
                ", \"interpreter\": \"own\", \"limits\": {\"outputBytes\": -1}",
                ", \"interpreter\": \"own\", \"limits\": {\"waiting\": 0.5}",
                ", \"import_kernels\": \"false\"",
                ", \"import_kernels\": false",
                ", \"import_kernels\": false, \"interpreter\": \"main\"",
                ", \"state\": true",
                ", \"state\": \"lost\"",
            })
    void oneMistakeIsOneForBoth(String more) throws IOException {
        String manifest = START + more + "}";

        assertThat(readerSays(manifest)).contains("KERNOS-0");
        assertThat(schemaAccepts(manifest)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mpy_entry\": \"m.py\"}",
                "{\"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"m.so\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"/m.py\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"lib/../m.py\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"./m.py\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"lib\\\\m.py\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"c:m.py\", \"mpy_import_as\": \"m\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"a..b\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"a.\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"a.None\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"in.a\"}",
                "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"my-lib\"}",
            })
    void oneMistakeOfWhatIsNeededIsOneForBoth(String manifest) throws IOException {
        assertThat(readerSays(manifest)).contains("KERNOS-0");
        assertThat(schemaAccepts(manifest)).isFalse();
    }
}
