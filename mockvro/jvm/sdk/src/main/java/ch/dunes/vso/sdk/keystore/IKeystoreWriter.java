package ch.dunes.vso.sdk.keystore;

import java.security.KeyStoreException;
import java.security.cert.X509Certificate;

/** Certificates that a plug-in may change. */
public interface IKeystoreWriter extends IKeystoreCache {

    /**
     * Removes a certificate.
     *
     * @return whether there was one
     * @throws KeyStoreException if the store fails
     */
    boolean deleteEntry(String alias) throws KeyStoreException;

    /**
     * Adds a certificate.
     *
     * @throws KeyStoreException if the store fails
     */
    void addCertificateEntry(String alias, X509Certificate certificate) throws KeyStoreException;
}
