package org.example.lighthouse;

import ch.dunes.vso.sdk.ssl.ISslService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Talks to one harbour office: one request, one connection.
 *
 * <p>The JDK sends a request again, once, if the connection breaks before an answer; therefore every
 * request here may be repeated. Credentials go to the configured address only: redirections are not
 * followed.
 */
final class Office {
    private static final Logger LOG = LoggerFactory.getLogger(Office.class);

    private static final int CONNECT_MILLIS = 3000;
    private static final int READ_MILLIS = 6000;
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int CHUNK = 8192;
    private static final int FIRST_ERROR = 300;

    private final HarbourSettings harbour;
    private final ISslService ssl;
    private final Deadline deadline;

    Office(HarbourSettings harbour, ISslService ssl, Deadline deadline) {
        this.harbour = harbour;
        this.ssl = ssl;
        this.deadline = deadline;
    }

    /** Reads an object; null if the harbour office has none there. */
    Fields get(String path) {
        return call("GET", path, null);
    }

    /** Creates or replaces an object; doing it twice is the same as doing it once. */
    Fields put(String path, Map<String, ?> body) {
        Fields answer = call("PUT", path, Json.write(body));
        if (answer == null) {
            throw Fault.GONE.about(harbour.name + path);
        }
        return answer;
    }

    /** Removes an object; it is no error if there is none. */
    void delete(String path) {
        call("DELETE", path, null);
    }

    private Fields call(String method, String path, String body) {
        try {
            return exchange(method, path, body);
        } catch (IOException e) {
            throw warned(method, path, Fault.UNREACHABLE.about(harbour.name, e));
        } catch (NoSuchAlgorithmException e) {
            throw warned(method, path, Fault.NO_TRUST.about(harbour.name, e));
        } catch (LighthouseException e) {
            throw warned(method, path, e);
        }
    }

    private LighthouseException warned(String method, String path, LighthouseException problem) {
        LOG.warn(
                "{}: harbour {}: {} {} failed",
                Release.SIGNATURE,
                harbour.id,
                method,
                path,
                problem);
        return problem;
    }

    private Fields exchange(String method, String path, String body)
            throws IOException, NoSuchAlgorithmException {
        HttpURLConnection connection = open(method, path);
        try {
            if (body != null) {
                send(connection, body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            LOG.debug("harbour {}: {} {} answers {}", harbour.id, method, path, status);
            Fields answer = judge(connection, status);
            stopIfInterrupted();
            return answer;
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(String method, String path)
            throws IOException, NoSuchAlgorithmException {
        String address = harbour.address.toString().replaceAll("/+$", "") + path;
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        if (connection instanceof HttpsURLConnection && ssl != null) {
            ((HttpsURLConnection) connection)
                    .setSSLSocketFactory(ssl.newSslContext("TLS").getSocketFactory());
        }
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(within(CONNECT_MILLIS));
        connection.setReadTimeout(within(READ_MILLIS));
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("Connection", "close");
        byte[] pair = (harbour.user + ":" + harbour.password()).getBytes(StandardCharsets.UTF_8);
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        return connection;
    }

    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private Fields judge(HttpURLConnection connection, int status) throws IOException {
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            return null;
        }
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == HttpURLConnection.HTTP_FORBIDDEN) {
            throw Fault.REFUSED.about(harbour.name);
        }
        if (status < HttpURLConnection.HTTP_OK || status >= FIRST_ERROR) {
            throw Fault.FAILED.about(harbour.name + ", status " + status);
        }
        if ("DELETE".equals(connection.getRequestMethod())) {
            return null;
        }
        return parse(read(connection));
    }

    private Fields parse(String text) {
        try {
            return new Fields(harbour.name, Json.read(text));
        } catch (IllegalArgumentException e) {
            throw Fault.NOT_UNDERSTOOD.about(harbour.name, e);
        }
    }

    private String read(HttpURLConnection connection) throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                found.write(chunk, 0, n);
                if (found.size() > LARGEST) {
                    throw Fault.TOO_LARGE.about(harbour.name);
                }
                within(READ_MILLIS);
                stopIfInterrupted();
            }
        }
        return new String(found.toByteArray(), StandardCharsets.UTF_8);
    }

    /** A timeout that also keeps the deadline of the whole request. */
    private int within(int millis) {
        int left = Math.min(millis, deadline.left());
        if (left == 0) {
            throw Fault.UNREACHABLE.about(harbour.name);
        }
        return left;
    }

    private void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw Fault.INTERRUPTED.about(harbour.name);
        }
    }
}
