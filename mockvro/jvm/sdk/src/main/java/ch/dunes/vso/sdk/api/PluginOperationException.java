package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Unchecked form of "the plug-in could not do it". */
public class PluginOperationException extends RuntimeException implements Serializable {
    private static final long serialVersionUID = 1L;

    /** With an explanation. */
    public PluginOperationException(String message) {
        super(message);
    }
}
