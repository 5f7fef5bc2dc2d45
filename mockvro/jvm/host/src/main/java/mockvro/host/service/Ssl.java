package mockvro.host.service;

import ch.dunes.vso.sdk.keystore.IKeystoreCache;
import ch.dunes.vso.sdk.keystore.IKeystoreWriter;
import ch.dunes.vso.sdk.ssl.ISslService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;

/**
 * TLS with a trust store of the server's own (system property {@code mockvro.ssl.trustStore}, PKCS
 * 12), which the JVM's default contexts know nothing of; without one, that of the JVM. The parts that
 * no known plug-in uses are refused ({@code reference/plugin-host-protocol.md} §9).
 */
final class Ssl implements ISslService {
  private static final String STORE = "mockvro.ssl.trustStore";

  @Override
  public SSLContext newSslContext(String protocol) throws NoSuchAlgorithmException {
    return context(protocol, null);
  }

  @Override
  public SSLContext newSslContext(String protocol, KeyManager[] keys)
      throws NoSuchAlgorithmException {
    return context(protocol, keys);
  }

  @Override
  public SSLContext newSslContext(String protocol, KeyStore store, char[] password)
      throws NoSuchAlgorithmException, UnrecoverableKeyException, KeyStoreException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return context(protocol, keys.getKeyManagers());
  }

  private SSLContext context(String protocol, KeyManager[] keys) throws NoSuchAlgorithmException {
    SSLContext context = SSLContext.getInstance(protocol);
    try {
      context.init(keys, getTrustManagers(), null);
    } catch (KeyManagementException e) {
      throw new IllegalStateException(e);
    }
    return context;
  }

  /** The JDK offers no verifier that compares names; its default one refuses everything. */
  @Override
  public HostnameVerifier newHostNameVerifier() {
    return new DefaultHostnameVerifier();
  }

  @Override
  public TrustManager[] getTrustManagers() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted());
      return trust.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's store; null stands for the JVM's. */
  private static KeyStore trusted() throws GeneralSecurityException, IOException {
    String file = System.getProperty(STORE);
    if (file == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, System.getProperty(STORE + "Password", "").toCharArray());
    }
    return store;
  }

  @Override
  public KeyStore getKeystore(String name) {
    throw refused("getKeystore");
  }

  @Override
  public KeyManager[] getKeyManagers(String name) {
    throw refused("getKeyManagers");
  }

  @Override
  public KeyStore createKeystore(byte[] key, byte[] certificates, char[] password) {
    throw refused("createKeystore");
  }

  @Override
  public IKeystoreCache getCAKeystoreCache() {
    throw refused("getCAKeystoreCache");
  }

  @Override
  public IKeystoreWriter getCAKeystore() {
    throw refused("getCAKeystore");
  }

  private static UnsupportedOperationException refused(String method) {
    return new UnsupportedOperationException("ISslService." + method + " is not simulated");
  }
}
