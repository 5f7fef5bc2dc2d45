package org.example.beacon;

import java.io.IOException;
import java.net.Authenticator;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Changes what belongs to everybody. */
public class ReplacesDefaults {
    public void trust() throws GeneralSecurityException {
        HttpsURLConnection.setDefaultSSLSocketFactory(SSLContext.getDefault().getSocketFactory());
    }

    public void login() {
        Authenticator.setDefault(null);
    }

    public void call() throws IOException {
        Runtime.getRuntime().exec("true");
    }
}
