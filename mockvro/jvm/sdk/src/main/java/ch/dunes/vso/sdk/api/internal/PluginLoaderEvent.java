package ch.dunes.vso.sdk.api.internal;

/** What happened while the server loaded plug-ins. */
public class PluginLoaderEvent {
    /** One plug-in has been loaded. */
    public static final String LOADED = "loaded";

    /** All plug-ins have been loaded. */
    public static final String ALL_LOADED = "all_loaded";

    /** One plug-in could not be loaded. */
    public static final String FAILED = "failed";

    private final String type;
    private final Object info;

    /** An event without details. */
    public PluginLoaderEvent(String type) {
        this(type, null);
    }

    /** An event with details. */
    public PluginLoaderEvent(String type, Object info) {
        this.type = type;
        this.info = info;
    }

    /** One of the constants above. */
    public String getType() {
        return type;
    }

    /** Details, or null. */
    public Object getInfo() {
        return info;
    }
}
