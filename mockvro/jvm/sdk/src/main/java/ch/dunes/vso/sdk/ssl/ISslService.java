package ch.dunes.vso.sdk.ssl;

import ch.dunes.vso.sdk.keystore.IKeystoreCache;
import ch.dunes.vso.sdk.keystore.IKeystoreWriter;
import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS as the server is configured for it. */
public interface ISslService {

    /**
     * A context that trusts what the server trusts.
     *
     * @throws NoSuchAlgorithmException if the JVM does not know the protocol
     */
    SSLContext newSslContext(String protocol) throws NoSuchAlgorithmException;

    /**
     * A context with client keys.
     *
     * @throws NoSuchAlgorithmException if the JVM does not know the protocol
     * @throws UnrecoverableKeyException if a key cannot be read
     * @throws CertificateException if a certificate is broken
     * @throws InvalidKeySpecException if a key is broken
     * @throws KeyStoreException if the store fails
     * @throws IOException if the store cannot be read
     */
    SSLContext newSslContext(String protocol, KeyManager[] keyManagers)
            throws NoSuchAlgorithmException, UnrecoverableKeyException, CertificateException,
                    InvalidKeySpecException, KeyStoreException, IOException;

    /** Verifier of host names as the server is configured for it. */
    HostnameVerifier newHostNameVerifier();

    /**
     * The store of that name.
     *
     * @throws KeyStoreException if the store fails
     */
    KeyStore getKeystore(String name) throws KeyStoreException;

    /**
     * Managers of the keys in the store of that name.
     *
     * @throws KeyStoreException if the store fails
     */
    KeyManager[] getKeyManagers(String name) throws KeyStoreException;

    /** Managers of what the server trusts. */
    TrustManager[] getTrustManagers();

    /**
     * A context with the keys of a store.
     *
     * @deprecated pass key managers
     * @throws NoSuchAlgorithmException if the JVM does not know the protocol
     * @throws UnrecoverableKeyException if a key cannot be read
     * @throws CertificateException if a certificate is broken
     * @throws InvalidKeySpecException if a key is broken
     * @throws KeyStoreException if the store fails
     * @throws IOException if the store cannot be read
     */
    @Deprecated
    SSLContext newSslContext(String protocol, KeyStore keystore, char[] password)
            throws NoSuchAlgorithmException, UnrecoverableKeyException, CertificateException,
                    InvalidKeySpecException, KeyStoreException, IOException;

    /**
     * A store with one key and its certificate.
     *
     * @deprecated use the named stores
     * @throws CertificateException if the certificate is broken
     * @throws NoSuchAlgorithmException if the JVM does not know the kind of key
     * @throws InvalidKeySpecException if the key is broken
     * @throws KeyStoreException if the store fails
     * @throws IOException if the store cannot be made
     */
    @Deprecated
    KeyStore createKeystore(byte[] certificate, byte[] key, char[] password)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeySpecException,
                    KeyStoreException, IOException;

    /** Authorities that the server trusts, to read. */
    IKeystoreCache getCAKeystoreCache();

    /** Authorities that the server trusts, to change. */
    IKeystoreWriter getCAKeystore();
}
