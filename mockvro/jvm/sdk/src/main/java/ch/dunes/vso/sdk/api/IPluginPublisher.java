package ch.dunes.vso.sdk.api;

import java.util.Properties;

/** Wakes workflows that wait for an event. */
public interface IPluginPublisher {

    /**
     * Reports the event of a watcher.
     *
     * @param id id of the {@link PluginWatcher}
     * @param properties what the workflow gets to see of the event
     */
    void pushWatcherEvent(String id, Properties properties);
}
