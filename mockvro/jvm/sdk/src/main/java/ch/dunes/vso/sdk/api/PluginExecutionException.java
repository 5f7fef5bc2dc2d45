package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Says that a plug-in could not do what it was asked for. */
public class PluginExecutionException extends Exception implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Without an explanation. */
    public PluginExecutionException() {
        super();
    }

    /** With an explanation. */
    public PluginExecutionException(String message) {
        super(message);
    }

    /** With a cause, whose text becomes the explanation. */
    public PluginExecutionException(Throwable cause) {
        super(cause);
    }

    /** With an explanation and a cause. */
    public PluginExecutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
