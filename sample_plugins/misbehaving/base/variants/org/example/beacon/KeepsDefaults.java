package org.example.beacon;

import java.io.IOException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Changes its own connection only. */
public class KeepsDefaults {
    public void connect(String address) throws IOException, GeneralSecurityException {
        HttpsURLConnection connection = (HttpsURLConnection) new URL(address).openConnection();
        connection.setSSLSocketFactory(SSLContext.getDefault().getSocketFactory());
    }

    public Map<String, String> environment() {
        return new ProcessBuilder("true").environment();
    }
}
