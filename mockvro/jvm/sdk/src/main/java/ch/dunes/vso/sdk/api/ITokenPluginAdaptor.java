package ch.dunes.vso.sdk.api;

import javax.security.auth.login.LoginException;

/** An adaptor that makes factories from a user's token instead of name and password. */
public interface ITokenPluginAdaptor extends IPluginAdaptor {

    /**
     * Makes the factory of a session.
     *
     * @see IPluginAdaptor#createPluginFactory(String, String, String, IPluginNotificationHandler)
     * @throws SecurityException if the user has no right to use the plug-in
     * @throws LoginException if the token is refused
     * @throws PluginLicenseException if there is no licence
     */
    IPluginFactory createPluginFactory(
            String sessionId, IUserToken userToken, IPluginNotificationHandler notificationHandler)
            throws SecurityException, LoginException, PluginLicenseException;

    /**
     * Receives the authentication service.
     *
     * @deprecated the service registry offers it
     */
    @Deprecated
    void setAuthenticationService(IAuthenticationService authenticationService);
}
