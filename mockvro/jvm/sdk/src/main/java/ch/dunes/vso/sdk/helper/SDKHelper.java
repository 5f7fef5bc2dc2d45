package ch.dunes.vso.sdk.helper;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Properties;

/** Settings of plug-ins as property files below {@code conf/plugins} of the server. */
public class SDKHelper {
    /** Pseudo plug-in in whose settings the state of all plug-ins is kept. */
    public static final String CONFIG_FILE_NAME_INT = "_VSOPluginState";

    /** File name of those settings. */
    public static final String CONFIG_FILE_NAME = "_VSOPluginState.xml";

    /** Pseudo plug-in in whose settings the installed versions are kept. */
    public static final String VERSION_FILE_NAME_INT = "_VSOPluginInstallationVersion";

    /** File name of those settings. */
    public static final String VERSION_FILE_NAME = "_VSOPluginInstallationVersion.xml";

    private static final String SERVER_HOME = "server.home.dir";
    private static final String INSTALL_USER = "ch.dunes.vso.plugin.install-username";
    private static final String INSTALL_PASSWORD = "ch.dunes.vso.plugin.install-password";
    private static final String DISABLED = "disabled";
    private static final String ENABLED = "enabled";

    /** All methods are static; plug-ins may still make instances. */
    public SDKHelper() {}

    /**
     * Path of the settings of a plug-in, with slashes on every operating system.
     *
     * @throws IllegalStateException if the server has not said where it lives
     */
    public static String getConfigurationPathForPluginName(String pluginName) {
        String home = System.getProperty(SERVER_HOME);
        if (home == null) {
            throw new IllegalStateException("system property " + SERVER_HOME + " is not set");
        }
        String file = pluginName.replace("\"", "") + ".xml";
        return (home + "/conf/plugins/" + file).replace('\\', '/');
    }

    /** Whether nobody has disabled the plug-in. */
    public static boolean isPluginEnabled(String pluginName) {
        try {
            Properties states = loadPropertiesForPluginName(CONFIG_FILE_NAME_INT);
            return !DISABLED.equals(states.getProperty(stateKey(pluginName)));
        } catch (IOException noStateKept) {
            return true;
        }
    }

    /** Enables or disables a plug-in; without a file of states nothing happens. */
    public static void setPluginEnabled(String pluginName, boolean enabled) {
        try {
            Properties states = loadPropertiesForPluginName(CONFIG_FILE_NAME_INT);
            states.setProperty(stateKey(pluginName), enabled ? ENABLED : DISABLED);
            savePropertiesForPluginName(states, CONFIG_FILE_NAME_INT);
        } catch (IOException noStateKept) {
            return;
        }
    }

    private static String stateKey(String pluginName) {
        return pluginName.toLowerCase(Locale.ROOT) + ".state";
    }

    /**
     * Reads the settings of a plug-in.
     *
     * @throws IOException if there are none or they cannot be read
     */
    public static Properties loadPropertiesForPluginName(String pluginName) throws IOException {
        Properties properties = new Properties();
        String path = getConfigurationPathForPluginName(pluginName);
        try (InputStream stream = new FileInputStream(new File(path))) {
            properties.loadFromXML(stream);
        }
        return properties;
    }

    /**
     * Writes the settings of a plug-in.
     *
     * @throws IOException if they cannot be written
     */
    public static void savePropertiesForPluginName(Properties properties, String pluginName)
            throws IOException {
        String path = getConfigurationPathForPluginName(pluginName);
        try (OutputStream stream = new FileOutputStream(new File(path))) {
            properties.storeToXML(stream, null);
        }
    }

    /** User and password for installations, or null unless both are known. */
    public static String[] getPluginInstallCredentials() {
        String user = System.getProperty(INSTALL_USER);
        String password = System.getProperty(INSTALL_PASSWORD);
        return user == null || password == null ? null : new String[] {user, password};
    }
}
