package org.example.beacon;

import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLSocketFactory;

/** Lets the Java runtime encrypt, and makes check sums. */
public final class SpeaksTls {
    public Socket open(String host) throws IOException {
        return SSLSocketFactory.getDefault().createSocket(host, 443);
    }

    public byte[] sum(byte[] message) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }
}
