package ch.dunes.vso.sdk.cafe;

/** Limits of a REST client; times are in milliseconds. */
public interface HttpClientConnectionConfig {

    /** Time to connect. */
    int getConnectionTimeout();

    /** Whether redirections are followed. */
    boolean getFollowRedirects();

    /** Connections to one host at a time. */
    int getMaxConnectionsPerRoute();

    /** Host of the proxy, or null. */
    String getProxyHost();

    /** Port of the proxy. */
    int getProxyPort();

    /** Time before connecting again; a getter in spite of its name. */
    int setReconnectTimeout();

    /** Time to wait for data; a getter in spite of its name. */
    int setSocketTimeout();
}
