package ch.dunes.vso.sdk.api;

/** A SAML token of a user. */
public interface ISamlToken extends IUserToken, Tenanted, Delegatable, Expirable {

    /** The token in the form of the library that made it. */
    <T> T getSamlToken();
}
