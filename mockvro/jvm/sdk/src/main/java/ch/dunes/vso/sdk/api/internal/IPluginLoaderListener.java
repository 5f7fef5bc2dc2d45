package ch.dunes.vso.sdk.api.internal;

/** Wants to know which plug-ins the server has loaded. */
public interface IPluginLoaderListener {

    /** Takes one event. */
    void handleEvent(PluginLoaderEvent event);
}
