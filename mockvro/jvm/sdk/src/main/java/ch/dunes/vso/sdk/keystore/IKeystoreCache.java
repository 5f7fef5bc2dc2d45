package ch.dunes.vso.sdk.keystore;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Certificates that the server trusts, held in memory. */
public interface IKeystoreCache {

    /** Changes whenever the certificates do. */
    String getKeystoreChecksum();

    /** When the certificates changed, in milliseconds since 1970. */
    long getLastModifiedTime();

    /** Reads the certificates again. */
    void refreshCache();

    /**
     * Alias of a certificate, or null.
     *
     * @throws KeyStoreException if the store fails
     */
    String getCertificateAlias(X509Certificate certificate) throws KeyStoreException;

    /** The certificate of an alias, or null. */
    X509Certificate getCertificate(String alias);

    /** All certificates. */
    X509Certificate[] getCertificates();

    /** Digests of all certificates. */
    String[] getThumbprints();

    /** The certificate of an alias with those that vouch for it. */
    List<X509Certificate> getCertificateChain(String alias);

    /**
     * All aliases.
     *
     * @throws KeyStoreException if the store fails
     */
    Set<String> aliases() throws KeyStoreException;

    /**
     * A new store in memory with all certificates.
     *
     * @throws IllegalStateException if this JVM cannot make one
     */
    default KeyStore cloneAsKeystore() {
        try {
            KeyStore copy = KeyStore.getInstance(KeyStore.getDefaultType());
            copy.load(null, null);
            for (String alias : aliases()) {
                copy.setCertificateEntry(alias, getCertificate(alias));
            }
            return copy;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot copy the key store", e);
        }
    }
}
