package org.example.depot;

import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Base64;

/** The office that knows who comes to the depot. */
final class Office {
    private static final int TIMEOUT = 5000;
    private static final String ID = "office";
    private static final String ADDRESS = "address";
    private static final String PASSWORD = "password";

    private Office() {}

    /** From now on this is the office; what it says of itself. */
    static String connect(String newAddress, String newPassword) throws IOException {
        if (newAddress.startsWith("http:")) {
            Release.warn("the password is sent in clear text");
        }
        IEndpointConfiguration kept = DepotAdaptor.endpoints.getEndpointConfiguration(ID);
        if (kept == null) {
            kept = DepotAdaptor.endpoints.newEndpointConfiguration(ID);
        }
        kept.setString(ADDRESS, newAddress);
        kept.setPassword(PASSWORD, newPassword);
        DepotAdaptor.endpoints.saveEndpointConfiguration(kept);
        return ask();
    }

    /** What the office says of itself. */
    static String ask() throws IOException {
        String found = kept().getString(ADDRESS);
        return text(open(found));
    }

    private static IEndpointConfiguration kept() throws IOException {
        IEndpointConfiguration kept = DepotAdaptor.endpoints.getEndpointConfiguration(ID);
        if (kept == null) {
            throw new IllegalStateException("the depot has no office");
        }
        return kept;
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
        byte[] plain = ("keeper:" + kept().getPassword(PASSWORD)).getBytes("UTF-8");
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
