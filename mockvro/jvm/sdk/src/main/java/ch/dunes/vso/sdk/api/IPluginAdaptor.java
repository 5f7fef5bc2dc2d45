package ch.dunes.vso.sdk.api;

import javax.security.auth.login.LoginException;

/**
 * Entry point of a plug-in: one instance per datasource of the descriptor.
 *
 * <p>The server calls {@link #setPluginName}, then {@link #setPluginPublisher}, and makes one
 * factory per session afterwards.
 */
public interface IPluginAdaptor {

    /**
     * Makes the factory of a session.
     *
     * @param sessionId session the factory belongs to
     * @param username name of the user, or null for an anonymous session
     * @param password password of the user, or null for an anonymous session
     * @param notificationHandler way back to the server for this session
     * @return the factory; null means that the session may not use the plug-in
     * @throws SecurityException if the user has no right to use the plug-in
     * @throws LoginException if the credentials are refused
     * @throws PluginLicenseException if there is no licence
     */
    IPluginFactory createPluginFactory(
            String sessionId,
            String username,
            String password,
            IPluginNotificationHandler notificationHandler)
            throws SecurityException, LoginException, PluginLicenseException;

    /** Tells that the session of a factory has ended. */
    void uninstallPluginFactory(IPluginFactory plugin);

    /** Starts to monitor one object for a policy. */
    void registerEventPublisher(String type, String id, IPluginEventPublisher publisher);

    /** Stops to monitor; receives the values given at registration. */
    void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher);

    /**
     * Hands over the licences entered for the plug-in.
     *
     * @throws PluginLicenseException if they are not sufficient
     */
    void installLicenses(PluginLicense[] licenses) throws PluginLicenseException;

    /** Tells the name under which the plug-in is installed. */
    void setPluginName(String pluginName);

    /** Hands over the way to wake workflows that wait for an event. */
    void setPluginPublisher(IPluginPublisher pluginPublisher);

    /** Asks the plug-in to report the event that a workflow waits for. */
    void addWatcher(PluginWatcher watcher);

    /** Tells that nobody waits for that watcher any longer; an unknown id is harmless. */
    void removeWatcher(String watcherId);
}
