package ch.dunes.vso.sdk.conf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Configuration page of a plug-in.
 *
 * @deprecated plug-ins are configured by workflows
 */
@Deprecated
public interface IConfigurationAdaptor {

    /** Tells the name under which the plug-in is installed. */
    void setPluginName(String pluginName);

    /**
     * Writes the configuration.
     *
     * @throws IOException if the stream fails
     */
    void saveConfiguration(OutputStream stream) throws IOException;

    /**
     * Reads the configuration.
     *
     * @throws IOException if the stream fails
     */
    void loadConfiguration(InputStream stream) throws IOException;

    /** What is wrong with the configuration. */
    ConfigurationError[] validateConfiguration();
}
