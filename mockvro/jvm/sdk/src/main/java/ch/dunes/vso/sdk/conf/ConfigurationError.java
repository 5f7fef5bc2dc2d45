package ch.dunes.vso.sdk.conf;

import java.io.Serializable;

/**
 * What is wrong with the configuration of a plug-in.
 *
 * @deprecated plug-ins are configured by workflows
 */
@Deprecated
public class ConfigurationError implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How bad it is. */
    public Severity severity;

    /** One line. */
    public String title;

    /** The whole story. */
    public String description;

    /** A complete description. */
    public ConfigurationError(Severity severity, String title, String description) {
        this.severity = severity;
        this.title = title;
        this.description = description;
    }

    /** How bad an error is. */
    public enum Severity implements Serializable {
        /** Good to know. */
        Info(0),
        /** May fail. */
        Warning(1),
        /** Will fail. */
        Error(2);

        private static final long serialVersionUID = 1L;

        private final int value;

        Severity(int value) {
            this.value = value;
        }

        /** The larger, the worse. */
        public int getValue() {
            return value;
        }
    }
}
