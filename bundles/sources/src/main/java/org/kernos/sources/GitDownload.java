package org.kernos.sources;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * What comes from one host for one purpose: it is counted, has a limit, and ends when it is cancelled. JGit itself looks after each object only, however
 * large that is. Counted is what comes out of a compressed answer: a few megabytes of one may be gigabytes.
 */
final class GitDownload implements HttpConnectionFactory {

    private static final String ENCODING = "Content-Encoding";

    /** What JGit would unpack; anything else it takes for what was asked for. */
    private static final Set<String> ZIPPED = Set.of("gzip", "x-gzip");

    private final long mostBytes;
    private final LongConsumer counter;
    private final BooleanSupplier cancelled;
    private final Passwords passwords = new Passwords();
    private long bytes;

    /**
     * @param counter hears of each block that has arrived
     * @param cancelled whether nobody waits for it any longer
     */
    GitDownload(long mostBytes, LongConsumer counter, BooleanSupplier cancelled) {
        this.mostBytes = mostBytes;
        this.counter = counter;
        this.cancelled = cancelled;
    }

    /** JGit's view of whether it is to go on. */
    EmptyProgressMonitor monitor() {
        return new EmptyProgressMonitor() {
            @Override
            public boolean isCancelled() {
                return GitDownload.this.isCancelled();
            }
        };
    }

    CredentialsProvider passwords() {
        return passwords;
    }

    boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    long mostBytes() {
        return mostBytes;
    }

    boolean isTooLarge() {
        return bytes > mostBytes;
    }

    /** Whether the host wanted to know who asks. */
    boolean isLocked() {
        return passwords.asked;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Connection(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Connection(url, proxy);
    }

    private void arrived(int count) throws IOException {
        bytes += count;
        counter.accept(count);
        if (isCancelled()) {
            throw new InterruptedIOException("the download was cancelled");
        } else if (isTooLarge()) {
            throw new IOException("more than " + mostBytes + " bytes arrived");
        }
    }

    /** Unpacks compressed answers itself and says nothing of it, so that JGit does not unpack them behind the counter. */
    private final class Connection extends JDKHttpConnection {

        private @Nullable InputStream counted;

        Connection(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public @Nullable String getHeaderField(String name) {
            return isEncoding(name) ? null : super.getHeaderField(name);
        }

        @Override
        public List<String> getHeaderFields(String name) {
            return isEncoding(name) ? List.of() : super.getHeaderFields(name);
        }

        @Override
        public Map<String, List<String>> getHeaderFields() {
            Map<String, List<String>> fields = new LinkedHashMap<>(super.getHeaderFields());
            // The status line has no name.
            fields.keySet().removeIf(name -> name != null && isEncoding(name));
            return fields;
        }

        private static boolean isEncoding(String name) {
            return name.equalsIgnoreCase(ENCODING);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream known = counted == null ? counted(body()) : counted;
            counted = known;
            return known;
        }

        private InputStream body() throws IOException {
            InputStream body = super.getInputStream();
            String encoding = super.getHeaderField(ENCODING);
            return encoding != null && ZIPPED.contains(encoding.toLowerCase(Locale.ROOT))
                    ? new GZIPInputStream(body)
                    : body;
        }

        private InputStream counted(InputStream body) {
            return new FilterInputStream(body) {
                @Override
                public int read() throws IOException {
                    int read = in.read();
                    arrived(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] block, int offset, int length) throws IOException {
                    int count = in.read(block, offset, length);
                    arrived(Math.max(count, 0));
                    return count;
                }
            };
        }
    }

    /** There are none; but that one was asked for is worth knowing. */
    private static final class Passwords extends CredentialsProvider {

        private volatile boolean asked;

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem @Nullable ... items) {
            return true;
        }

        @Override
        public boolean get(URIish uri, CredentialItem @Nullable ... items) {
            asked = true;
            return false;
        }
    }
}
