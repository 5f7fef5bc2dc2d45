package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** Weight of a message that a plug-in sends to the server. */
public enum ErrorLevel implements Serializable {
    /** The plug-in cannot go on. */
    Fatal(3),
    /** Something failed. */
    Error(2),
    /** Something may fail soon. */
    Warning(1),
    /** Good to know. */
    Info(0),
    /** For developers. */
    Debug(-1);

    private static final long serialVersionUID = 1L;

    private final int severity;

    ErrorLevel(int severity) {
        this.severity = severity;
    }

    /** The larger, the worse. */
    public int getSeverity() {
        return severity;
    }
}
