package ch.dunes.vso.sdk.endpoints;

import java.util.List;

/**
 * Stored settings of one connection of a plug-in: typed values by name.
 *
 * <p>Nothing is stored until {@link IEndpointConfigurationService#saveEndpointConfiguration}.
 */
public interface IEndpointConfiguration {

    /** Id under which the plug-in knows the settings. */
    String getId();

    /** Version of the plug-in that stored the settings. */
    String getPluginVersion();

    /** Changes whenever the settings are stored. */
    String getVersion();

    /** Id under which the server keeps the settings. */
    String getNativeId();

    /** A secret in clear, or null. */
    String getPassword(String key);

    /** Sets a secret, which the server stores encrypted. */
    void setPassword(String key, String value);

    /** A text, or null. */
    String getString(String key);

    /** Sets a text. */
    void setString(String key, String value);

    /** Sets a whole number. */
    void setInt(String key, int value);

    /** A whole number, or null. */
    Integer getAsInteger(String key);

    /**
     * A whole number.
     *
     * @deprecated does not tell 0 from absent; use {@link #getAsInteger}
     */
    @Deprecated
    int getInt(String key);

    /** Sets a long number. */
    void setLong(String key, long value);

    /** A long number, or null. */
    Long getAsLong(String key);

    /**
     * A long number.
     *
     * @deprecated does not tell 0 from absent; use {@link #getAsLong}
     */
    @Deprecated
    long getLong(String key);

    /** Sets a fraction. */
    void setDecimal(String key, double value);

    /** A fraction, or null. */
    Double getAsDecimal(String key);

    /**
     * A fraction.
     *
     * @deprecated does not tell 0 from absent; use {@link #getAsDecimal}
     */
    @Deprecated
    double getDecimal(String key);

    /** Sets a truth value. */
    void setBoolean(String key, boolean value);

    /** A truth value, or null. */
    Boolean getAsBoolean(String key);

    /**
     * A truth value.
     *
     * @deprecated does not tell false from absent; use {@link #getAsBoolean}
     */
    @Deprecated
    boolean getBoolean(String key);

    /** Removes a value. */
    void delete(String key);

    /** A value of any type, or null. */
    Object getValue(String key);

    /** Names of all values. */
    List<String> getKeys();
}
