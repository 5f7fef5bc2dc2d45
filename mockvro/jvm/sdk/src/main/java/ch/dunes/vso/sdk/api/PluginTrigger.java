package ch.dunes.vso.sdk.api;

import java.io.Serializable;
import java.util.Properties;

/**
 * Describes an event that a workflow wants to wait for.
 *
 * <p>Workflow variables keep it in Java's serialised form, so names and types of the fields matter.
 */
public class PluginTrigger implements Serializable {
    private static final long serialVersionUID = 1L;

    private String moduleName;
    private long timeout;
    private String sdkType;
    private String sdkId;
    private Properties properties;

    /** An empty description. */
    public PluginTrigger() {}

    /**
     * A description without properties.
     *
     * @param moduleName plug-in that will report the event
     * @param timeout seconds to wait; 0 or less means for ever
     * @param sdkType type of the object concerned, may be null
     * @param sdkId id of the object concerned, may be null
     */
    public PluginTrigger(String moduleName, long timeout, String sdkType, String sdkId) {
        this.moduleName = moduleName;
        this.timeout = timeout;
        this.sdkType = sdkType;
        this.sdkId = sdkId;
    }

    /** Plug-in that will report the event. */
    public String getModuleName() {
        return moduleName;
    }

    /** Says which plug-in will report the event. */
    public void setModuleName(String moduleName) {
        this.moduleName = moduleName;
    }

    /** Seconds to wait; 0 or less means for ever. */
    public long getTimeout() {
        return timeout;
    }

    /** Limits the wait, in seconds. */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    /** Type of the object concerned. */
    public String getSdkType() {
        return sdkType;
    }

    /** Says which type of object is concerned. */
    public void setSdkType(String sdkType) {
        this.sdkType = sdkType;
    }

    /** Id of the object concerned. */
    public String getSdkId() {
        return sdkId;
    }

    /** Says which object is concerned. */
    public void setSdkId(String sdkId) {
        this.sdkId = sdkId;
    }

    /** What the plug-in itself wants to know about the event; null until set. */
    public Properties getProperties() {
        return properties;
    }

    /** Keeps what the plug-in itself wants to know about the event. */
    public void setProperties(Properties properties) {
        this.properties = properties;
    }
}
