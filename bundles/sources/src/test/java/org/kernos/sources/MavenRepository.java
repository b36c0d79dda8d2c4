package org.kernos.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Maven repository as people have one: a directory, which a server on this computer may serve. */
final class MavenRepository implements AutoCloseable {

    static final String GROUP = "org.example.modules";

    private final Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    MavenRepository(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            asked.add(path);
            boolean chunked = path.startsWith("chunked/");
            Path file = directory.resolve(chunked ? path.substring("chunked/".length()) : path);
            if (path.startsWith("broken/")) {
                exchange.sendResponseHeaders(500, -1);
            } else if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] bytes = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, chunked ? 0 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    /** With {@code /chunked} behind it, it does not say how long its files are. */
    String http() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    String file() {
        return directory.toUri().toString();
    }

    /** The paths that were asked for over HTTP and end so. */
    List<String> asked(String suffix) {
        return asked.stream().filter(path -> path.endsWith(suffix)).toList();
    }

    /** Where the file of an artifact is, named by the end of its name: {@code 1.0.zip}. */
    Path at(String artifact, String version, String ending) {
        return directory
                .resolve(GROUP.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + ending);
    }

    /** Deploys an archive with these entries, as {@code mvn deploy} would. */
    Path deploy(String artifact, String version, String... entries) throws Exception {
        Path archive = Zips.zip(at(artifact, version, version + ".zip"), entries);
        checksum(archive);
        return archive;
    }

    /** Says which versions there are. */
    void list(String artifact, String... versions) throws Exception {
        metadata(
                at(artifact, "", "").resolveSibling("maven-metadata.xml"),
                "<versions><version>" + String.join("</version><version>", versions) + "</version></versions>",
                artifact);
    }

    /** Deploys one more of a snapshot. */
    void deploySnapshot(String artifact, String base, String stamp, int number, String... entries) throws Exception {
        String version = base + "-" + stamp + "-" + number;
        checksum(Zips.zip(at(artifact, base + "-SNAPSHOT", version + ".zip"), entries));
        metadata(
                at(artifact, base + "-SNAPSHOT", "").resolveSibling("maven-metadata.xml"),
                "<snapshot><timestamp>" + stamp + "</timestamp><buildNumber>" + number + "</buildNumber></snapshot>"
                        + "<snapshotVersions><snapshotVersion><extension>zip</extension><value>" + version
                        + "</value></snapshotVersion></snapshotVersions>",
                artifact);
    }

    private static void metadata(Path file, String versioning, String artifact) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "<metadata><groupId>" + GROUP + "</groupId><artifactId>" + artifact + "</artifactId><versioning>"
                        + versioning + "<lastUpdated>20260101000000</lastUpdated></versioning></metadata>");
        checksum(file);
    }

    static void checksum(Path file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".sha1"),
                HexFormat.of().formatHex(sum));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
