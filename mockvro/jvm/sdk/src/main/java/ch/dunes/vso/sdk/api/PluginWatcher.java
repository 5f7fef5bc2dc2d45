package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** One wait of one workflow for the event of a {@link PluginTrigger}. */
public class PluginWatcher implements Serializable {
    private static final long serialVersionUID = 2L;

    private static final long NO_TIMEOUT = -1L;
    private static final long MILLIS_PER_SECOND = 1000L;

    private String id;
    private PluginTrigger trigger;
    private long timeoutDate = NO_TIMEOUT;

    /** A wait without id and without end. */
    public PluginWatcher(PluginTrigger trigger) {
        this.trigger = trigger;
    }

    /** Starts the clock: the wait ends when the trigger's timeout has passed from now. */
    public void setTimeoutDate() {
        long seconds = trigger.getTimeout();
        timeoutDate =
                seconds > 0 ? System.currentTimeMillis() + seconds * MILLIS_PER_SECOND : NO_TIMEOUT;
    }

    /** Id given by the server; null before. */
    public String getId() {
        return id;
    }

    /** Gives the wait its id. */
    public void setId(String id) {
        this.id = id;
    }

    /** Plug-in that the trigger names; null without a trigger. */
    public String getModuleName() {
        return trigger == null ? null : trigger.getModuleName();
    }

    /** End of the wait in milliseconds since 1970, or -1 if it has no end. */
    public long getTimeoutDate() {
        return timeoutDate;
    }

    /** What is waited for. */
    public PluginTrigger getTrigger() {
        return trigger;
    }
}
