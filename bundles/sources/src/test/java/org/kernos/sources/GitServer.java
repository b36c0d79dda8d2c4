package org.kernos.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository by HTTP on this computer, in several ways and moods. */
final class GitServer implements AutoCloseable {

    private static final String SERVICE = "git-upload-pack";

    private final Repository repository;
    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    final AtomicInteger lookups = new AtomicInteger();
    final AtomicInteger fetches = new AtomicInteger();

    /** Requests that wait until the server is closed. */
    final CountDownLatch silent = new CountDownLatch(1);

    /** Whether a header that only foreign settings add has come. */
    volatile boolean foreign;

    GitServer(TestRepository served) throws IOException {
        repository = served.repository();
        directory = served.directory();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/smart.git", this::smart);
        server.createContext("/zipped.git", this::zipped);
        server.createContext("/dumb.git", this::dumb);
        server.createContext("/locked.git", exchange -> answer(exchange, 401, new byte[0]));
        server.createContext("/silent.git", this::silent);
        server.createContext("/half.git", this::half);
        server.start();
    }

    /** {@code http://127.0.0.1:PORT/NAME.git}. */
    String address(String name) {
        InetSocketAddress address = server.getAddress();
        return String.format(
                Locale.ROOT, "http://%s:%d/%s.git", address.getAddress().getHostAddress(), address.getPort(), name);
    }

    private void smart(HttpExchange exchange) throws IOException {
        answer(exchange, 200, smartly(exchange));
    }

    /** Compressed as a whole, whether it was asked for or not. */
    private void zipped(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(smartly(exchange));
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        answer(exchange, 200, zipped.toByteArray());
    }

    /** Objects as they are, so that there is something left to compress. */
    private byte[] smartly(HttpExchange exchange) throws IOException {
        foreign = foreign || exchange.getRequestHeaders().containsKey("X-Foreign");
        UploadPack pack = new UploadPack(repository);
        PackConfig plain = new PackConfig();
        plain.setCompressionLevel(Deflater.NO_COMPRESSION);
        pack.setPackConfig(plain);
        pack.setBiDirectionalPipe(false);
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        pack.setExtraParameters(protocol == null ? List.of() : List.of(protocol.split(":")));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String kind = "result";
        if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
            kind = "advertisement";
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(body)), SERVICE);
        } else {
            String request = answered(pack, exchange, body);
            (request.contains("command=ls-refs") ? lookups : fetches).incrementAndGet();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-" + SERVICE + "-" + kind);
        return body.toByteArray();
    }

    private static String answered(UploadPack pack, HttpExchange exchange, OutputStream body) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            byte[] request = in.readAllBytes();
            pack.upload(new ByteArrayInputStream(request), body, null);
            return new String(request, StandardCharsets.ISO_8859_1);
        }
    }

    /** Files, as any web server gives them. */
    private void dumb(HttpExchange exchange) throws IOException {
        Path file = directory.resolve(exchange.getRequestURI().getPath().substring("/dumb.git/".length()));
        if (Files.isRegularFile(file)) {
            answer(exchange, 200, Files.readAllBytes(file));
        } else {
            answer(exchange, 404, new byte[0]);
        }
    }

    private void silent(HttpExchange exchange) {
        silent.countDown();
        awaitClose();
        exchange.close();
    }

    /** Says what it has, and gives the first half of it. */
    private void half(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/" + SERVICE)) {
            smart(exchange);
            return;
        }
        UploadPack pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.setExtraParameters(List.of("version=2"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String request = answered(pack, exchange, body);
        byte[] whole = body.toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-" + SERVICE + "-result");
        if (request.contains("command=ls-refs")) {
            answer(exchange, 200, whole);
            return;
        }
        exchange.sendResponseHeaders(200, whole.length);
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
        exchange.getResponseBody().flush();
        silent(exchange);
    }

    private void awaitClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"modules\"");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
