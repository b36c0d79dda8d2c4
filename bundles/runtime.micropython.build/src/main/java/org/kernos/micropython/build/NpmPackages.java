package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The npm packages with MicroPython's WebAssembly builds. The npm client fetches them and refuses bytes that do not have the sums in
 * {@code package-lock.json}; what it has fetched once it takes from its cache.
 */
final class NpmPackages {

    static final String INTERPRETER = "@micropython/micropython-webassembly-pyscript/micropython.wasm";
    static final String COMPILER = "@pybricks/mpy-cross-v6/build/mpy-cross-v6.wasm";

    private static final String MODULES = "node_modules";
    private static final List<String> DECLARATION = List.of("package.json", "package-lock.json", ".npmrc");

    private final Path declaration;
    private final Path work;
    private final String client;

    /**
     * @param declaration a directory with package.json, its lock file and .npmrc
     * @param work where npm may write
     * @param client the command that is npm
     */
    NpmPackages(Path declaration, Path work, String client) {
        this.declaration = declaration;
        this.work = work;
        this.client = client;
    }

    /** Npm's name on this system. */
    static String defaultClient() {
        return System.getProperty("os.name", "").startsWith("Windows") ? "npm.cmd" : "npm";
    }

    /**
     * A file of a package, fetched if the declaration has changed since the last time.
     *
     * @param name begins with the package's
     */
    Path file(String name) throws IOException {
        Path wasm = work.resolve(MODULES).resolve(name);
        if (!isUpToDate() || !Files.isRegularFile(wasm)) {
            Files.createDirectories(work);
            for (String file : DECLARATION) {
                Files.copy(declaration.resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            fetch();
        }
        if (!Files.isRegularFile(wasm)) {
            throw new IOException("the npm packages have no file '" + name + "'");
        }
        return wasm;
    }

    private boolean isUpToDate() throws IOException {
        for (String file : DECLARATION) {
            Path copy = work.resolve(file);
            if (!Files.isRegularFile(copy) || Files.mismatch(copy, declaration.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void fetch() throws IOException {
        ProcessBuilder npm = new ProcessBuilder(client, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(work.toFile())
                .inheritIO();
        try {
            int status = start(npm).waitFor();
            if (status != 0) {
                throw new IOException(
                        "npm could not fetch MicroPython (status " + status + "); what it said stands above");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the build was interrupted while npm fetched MicroPython", e);
        }
    }

    private Process start(ProcessBuilder npm) throws IOException {
        try {
            return npm.start();
        } catch (IOException e) {
            throw new IOException(
                    "'" + client
                            + "' is not there: install Node.js 18 or later, whose npm fetches MicroPython for the build",
                    e);
        }
    }
}
