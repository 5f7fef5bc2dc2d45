package org.example.lighthouse;

import ch.dunes.vso.sdk.ssl.ISslService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the harbour offices for changes as long as somebody wants to hear of them.
 *
 * <p>Pushes have threads of their own, so that one who takes his time keeps nobody waiting.
 */
final class Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private static final long PAUSE_MILLIS = 500;
    private static final int LANES = 4;
    private static final int MOST_WAITING = 1000;
    private static final long IDLE_SECONDS = 5;

    private final List<Ear> ears = new ArrayList<Ear>();
    private final Executor lanes = lanes();
    private volatile ISslService ssl;
    private Thread poller;

    private static Executor lanes() {
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(
                        LANES,
                        LANES,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<Runnable>(MOST_WAITING),
                        Lookout::thread,
                        (push, pool) -> LOG.warn("{}: an event is dropped", Release.SIGNATURE));
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private static Thread thread(Runnable work) {
        Thread made = new Thread(work, "lighthouse-lookout");
        made.setDaemon(true);
        return made;
    }

    void use(ISslService service) {
        ssl = service;
    }

    synchronized void add(Ear ear) {
        ears.add(ear);
        if (poller == null) {
            poller = thread(this::watch);
            poller.start();
        }
    }

    synchronized void remove(Predicate<Ear> wanted) {
        for (Ear ear : ears) {
            if (wanted.test(ear)) {
                ear.close();
            }
        }
        ears.removeIf(wanted);
        notifyAll();
    }

    private void watch() {
        try {
            for (List<Ear> now = next(); !now.isEmpty(); now = next()) {
                look(now);
                rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Ear> next() {
        if (ears.isEmpty()) {
            poller = null;
        }
        return new ArrayList<Ear>(ears);
    }

    private synchronized void rest() throws InterruptedException {
        Deadline end = Deadline.after((int) PAUSE_MILLIS);
        for (int left = end.left(); left > 0 && !ears.isEmpty(); left = end.left()) {
            wait(left);
        }
    }

    private void look(List<Ear> listeners) {
        Map<String, Map<String, Fields>> offices = new HashMap<String, Map<String, Fields>>();
        for (Ear ear : listeners) {
            String office = ear.harbour().id;
            if (!offices.containsKey(office)) {
                offices.put(office, ask(ear.harbour()));
            }
            Map<String, Fields> found = offices.get(office);
            if (found != null) {
                ear.look(found.get(ear.lighthouse()), lanes);
            }
        }
    }

    /** All lighthouses by id; null when the office does not say. */
    private Map<String, Fields> ask(HarbourSettings harbour) {
        Map<String, Fields> found = new HashMap<String, Fields>();
        try {
            Fields answer = office(harbour).get("/lighthouses?limit=500");
            for (Fields item : Inventory.existing(answer, harbour.name).list("items")) {
                found.put(item.text("id"), item);
            }
        } catch (LighthouseException e) {
            LOG.warn("{}: changes may be seen late", Release.SIGNATURE, e);
            return null;
        }
        return found;
    }

    private Office office(HarbourSettings harbour) {
        return new Office(harbour, ssl, Inventory.shortDeadline());
    }
}
