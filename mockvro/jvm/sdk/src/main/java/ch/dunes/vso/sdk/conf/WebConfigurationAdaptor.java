package ch.dunes.vso.sdk.conf;

/**
 * Configuration page of a plug-in in a web application of its own.
 *
 * @deprecated plug-ins are configured by workflows
 */
@Deprecated
public interface WebConfigurationAdaptor extends IConfigurationAdaptor {

    /** Path of the web application. */
    String getWebAppContext();

    /** Tells whether the page is shown in a browser. */
    void setWebConfiguration(boolean webConfiguration);
}
