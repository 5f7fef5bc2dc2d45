package org.example.depot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which release this is, to the day. */
final class Release {
    static final String SIGNATURE = "Depot plug-in 1.0.0 build 1 (2026-03-02)";
    private static final Logger LOG = LoggerFactory.getLogger(Release.class);

    private Release() {}

    /** Leaves the signature in the log, once for a request. */
    static void log(String request) {
        LOG.info("{}: {}", SIGNATURE, request);
    }
}
