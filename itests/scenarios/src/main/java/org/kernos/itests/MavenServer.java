package org.kernos.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Serves a directory, by no more of HTTP than a Maven repository needs: the JDK's own server is no package of every framework. */
final class MavenServer implements AutoCloseable {

    private final Path directory;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    MavenServer(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Thread thread = new Thread(this::serve, "maven-server");
        thread.setDaemon(true);
        thread.start();
    }

    Path directory() {
        return directory;
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    static void checksum(Path file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".sha1"),
                HexFormat.of().formatHex(sum));
    }

    private void serve() {
        while (!socket.isClosed()) {
            serveOne();
        }
    }

    private void serveOne() {
        try (Socket client = socket.accept()) {
            answer(client);
        } catch (IOException e) {
            // The server was closed, or a client has gone.
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        String header = request;
        while (header != null && !header.isEmpty()) {
            header = in.readLine();
        }
        if (request == null) {
            return;
        }
        Path file = directory.resolve(request.split(" ")[1].substring(1));
        byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        String status = Files.isRegularFile(file) ? "200 OK" : "404 Not Found";
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + content.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
