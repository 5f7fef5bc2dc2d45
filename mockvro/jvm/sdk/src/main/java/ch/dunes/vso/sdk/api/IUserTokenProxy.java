package ch.dunes.vso.sdk.api;

/**
 * Stands for a token that is looked up when it is needed.
 *
 * @param <T> kind of token
 */
public interface IUserTokenProxy<T> {

    /** The token itself. */
    T getToken();
}
