package org.example.depot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Base64;

/** The office that knows who comes to the depot. */
final class Office {
    private static final int TIMEOUT = 5000;
    private static volatile String address;
    private static volatile String password;

    private Office() {}

    /** From now on this is the office; what it says of itself. */
    static String connect(String newAddress, String newPassword) throws IOException {
        if (newAddress.startsWith("http:")) {
            Release.warn("the password is sent in clear text");
        }
        address = newAddress;
        password = newPassword;
        return ask();
    }

    /** What the office says of itself. */
    static String ask() throws IOException {
        String found = address;
        if (found == null) {
            throw new IllegalStateException("the depot has no office");
        }
        return text(open(found));
    }

    private static HttpURLConnection open(String place) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(place).openConnection();
        connection.setConnectTimeout(TIMEOUT);
        connection.setReadTimeout(TIMEOUT);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", credentials());
        return connection;
    }

    private static String credentials() throws IOException {
        byte[] plain = ("keeper:" + password).getBytes("UTF-8");
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    private static String text(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the office answers " + connection.getResponseCode());
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try (InputStream stream = connection.getInputStream()) {
            for (int count = stream.read(buffer); count > 0; count = stream.read(buffer)) {
                text.write(buffer, 0, count);
            }
        }
        return text.toString("UTF-8");
    }
}
