package ch.dunes.vso.sdk.endpoints;

import java.io.IOException;
import java.util.Collection;

/** Stores the connections of a plug-in in the server; every method fails when the store does. */
public interface IEndpointConfigurationService {

    /**
     * The connections of another plug-in.
     *
     * @throws IOException if the store fails
     */
    IEndpointConfigurationService getEndpointConfigurationServiceForPlugin(String pluginName)
            throws IOException;

    /**
     * All stored connections; never null.
     *
     * @throws IOException if the store fails
     */
    Collection<IEndpointConfiguration> getEndpointConfigurations() throws IOException;

    /**
     * All stored connections for export.
     *
     * @throws IOException if the store fails
     */
    Collection<IEndpointConfiguration> dumpEndpointConfigurations() throws IOException;

    /**
     * One stored connection, or null if there is none of that id.
     *
     * @throws IOException if the store fails
     */
    IEndpointConfiguration getEndpointConfiguration(String id) throws IOException;

    /**
     * Removes a stored connection.
     *
     * @throws IOException if the store fails
     */
    void deleteEndpointConfiguration(String id) throws IOException;

    /**
     * A new connection with a generated id, not stored yet.
     *
     * @throws IOException if the store fails
     */
    IEndpointConfiguration newEndpointConfiguration() throws IOException;

    /**
     * A new connection with the given id, not stored yet.
     *
     * @throws IOException if the store fails
     */
    IEndpointConfiguration newEndpointConfiguration(String id) throws IOException;

    /**
     * Stores a connection, replacing one of the same id.
     *
     * @return its id
     * @throws IOException if the store fails
     */
    String saveEndpointConfiguration(IEndpointConfiguration configuration) throws IOException;

    /**
     * Changes whenever a connection is stored or removed.
     *
     * @throws IOException if the store fails
     */
    String getVersion() throws IOException;
}
