package ch.dunes.vso.sdk.api;

import java.security.PrivateKey;

/** Turns credentials and sessions into tokens; every method may answer null. */
public interface IAuthenticationService {

    /** Exchanges a name and a password for a token. */
    ISamlToken authenticate(IUsernamePasswordToken token);

    /** Token of the user of a session, renewed by the server. */
    ISamlToken getTokenForSession(String sessionId);

    /** Token of the user of a session that the caller has to renew himself. */
    IUserToken newUnmanagedTokenForSession(String sessionId);

    /** Private key with which the server authenticates itself. */
    PrivateKey getSolutionUserPk();
}
