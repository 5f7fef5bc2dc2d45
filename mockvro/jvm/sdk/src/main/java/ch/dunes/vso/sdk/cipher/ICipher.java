package ch.dunes.vso.sdk.cipher;

/** Reversible encryption with the server's key; null stays null. */
public interface ICipher {

    /** Makes a text unreadable. */
    String encrypt(String plain);

    /** Makes it readable again. */
    String decrypt(String encrypted);
}
