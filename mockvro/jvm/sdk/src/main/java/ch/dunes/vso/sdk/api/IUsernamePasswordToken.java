package ch.dunes.vso.sdk.api;

/** A token that consists of a name and a password. */
public interface IUsernamePasswordToken extends IUserToken {

    /** The password. */
    char[] getPassword();

    /** The name. */
    String getUserName();
}
