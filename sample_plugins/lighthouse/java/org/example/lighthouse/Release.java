package org.example.lighthouse;

/** Who we are, to the day: the release signature of the log. */
final class Release {
    static final String NAME = "Lighthouse plug-in";
    static final String VERSION = "1.0.0";
    static final String BUILD = "1";
    static final String DATE = "2026-03-02";

    /** Identifies this release in every line that answers a request. */
    static final String SIGNATURE = NAME + " " + VERSION + " build " + BUILD + " (" + DATE + ")";

    private Release() {}
}
