package org.example.lighthouse;

import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.ssl.ISslService;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session of the server: what its requests share, and the way back to the server. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String id;
    private final IPluginNotificationHandler handler;
    private final HarbourStore store;
    private final ISslService ssl;
    private final Set<String> warnedAbout =
            Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
    private volatile boolean open = true;

    Session(String id, IPluginNotificationHandler handler, HarbourStore store, ISslService ssl) {
        this.id = id;
        this.handler = handler;
        this.store = store;
        this.ssl = ssl;
    }

    HarbourStore store() {
        return store;
    }

    /** Leaves the release signature in the log, once for a request. */
    void request(String what, String subject) {
        LOG.info("{}: session {}: {} {}", Release.SIGNATURE, id, what, Text.visible(subject));
    }

    /** The office of a harbour, for calls that end before the deadline. */
    Office office(HarbourSettings harbour, Deadline deadline) {
        if ("http".equals(harbour.address.getScheme()) && warnedAbout.add(harbour.id)) {
            LOG.warn(
                    "{}: harbour {}: user and password are sent in clear text",
                    Release.SIGNATURE,
                    harbour.id);
        }
        return new Office(harbour, ssl, deadline);
    }

    /** The office of the harbour of that id. */
    Office office(String harbourId, Deadline deadline) {
        return office(harbour(harbourId), deadline);
    }

    /** The harbour of that id, which must exist. */
    HarbourSettings harbour(String harbourId) {
        HarbourSettings harbour = store.find(harbourId);
        if (harbour == null) {
            throw Fault.NO_SUCH_HARBOUR.about(harbourId);
        }
        return harbour;
    }

    void updated(String type, ObjectId object) {
        if (open) {
            handler.notifyElementUpdated(type, object.toString());
        }
    }

    void deleted(String type, ObjectId object) {
        if (open) {
            handler.notifyElementDeleted(type, object.toString());
        }
    }

    /** Children of one object have changed. */
    void childrenChanged(String type, ObjectId object) {
        if (open) {
            handler.notifyElementInvalidate(type, object.toString());
        }
    }

    /** Harbours have come or gone; the root has no id, so the whole tree is meant. */
    void harboursChanged() {
        if (open) {
            handler.notifyElementInvalidate(null, null);
        }
    }

    void close() {
        open = false;
    }
}
