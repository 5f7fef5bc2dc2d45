package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Proof of who a user is. */
public interface IUserToken extends Serializable {

    /** The secret part. */
    Object getCredentials();

    /** The user. */
    Object getPrincipal();

    /** The token as XML. */
    String toXml();

    /** Whether the token can still be used. */
    boolean isValid();
}
