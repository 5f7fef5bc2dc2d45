package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Says that there is no licence for what a plug-in was asked for. */
public class PluginLicenseException extends Exception implements Serializable {
    private static final long serialVersionUID = 1L;

    /** With an explanation. */
    public PluginLicenseException(String message) {
        super(message);
    }
}
