package mockvro.host.service;

import ch.dunes.vso.sdk.keystore.IKeystoreCache;
import ch.dunes.vso.sdk.keystore.IKeystoreWriter;
import ch.dunes.vso.sdk.ssl.ISslService;
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
 * TLS with the trust store of the JVM (system property {@code javax.net.ssl.trustStore}). The parts
 * that no known plug-in uses are refused ({@code reference/plugin-host-protocol.md} §9).
 */
final class Ssl implements ISslService {
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
      trust.init((KeyStore) null);
      return trust.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
