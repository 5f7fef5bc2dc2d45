package org.example.lighthouse;

import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginWatcher;
import java.util.Properties;
import java.util.concurrent.Executor;

/** Somebody who wants to hear of one lighthouse. */
abstract class Ear {
    private final HarbourSettings harbour;
    private final ObjectId object;
    private volatile boolean open = true;
    private Fields last;

    Ear(HarbourSettings harbour, ObjectId object) {
        this.harbour = harbour;
        this.object = object;
    }

    HarbourSettings harbour() {
        return harbour;
    }

    String lighthouse() {
        return object.part(1);
    }

    String id() {
        return object.toString();
    }

    void close() {
        open = false;
    }

    /** What the office says now; null when there is no such lighthouse any more. */
    void look(Fields now, Executor lanes) {
        Fields before = last;
        if (before != null && now == null) {
            push(lanes, () -> changed("removed", before.text("name")));
        }
        if (before != null && now != null && !now.text("name").equals(before.text("name"))) {
            push(lanes, () -> changed("renamed", now.text("name")));
        }
        if (now != null && !sameHeight(before, now)) {
            push(lanes, () -> measured(now.number("height")));
        }
        last = now;
    }

    private static boolean sameHeight(Fields before, Fields now) {
        return before != null && now.number("height") == before.number("height");
    }

    private void push(Executor lanes, Runnable event) {
        lanes.execute(
                () -> {
                    if (open) {
                        event.run();
                    }
                });
    }

    abstract void changed(String event, String name);

    abstract void measured(double height);

    /** Whether it belongs to that publisher or to the watcher of that id. */
    abstract boolean isOf(Object owner);

    static Properties named(String name) {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        return properties;
    }

    /** A policy that hears of a lighthouse. */
    static final class OfPolicy extends Ear {
        private final IPluginEventPublisher publisher;

        OfPolicy(HarbourSettings harbour, ObjectId object, IPluginEventPublisher publisher) {
            super(harbour, object);
            this.publisher = publisher;
        }

        @Override
        void changed(String event, String name) {
            publisher.pushTrigger(Types.LIGHTHOUSE, id(), event, named(name));
        }

        @Override
        void measured(double height) {
            publisher.pushGauge(Types.LIGHTHOUSE, id(), "height", "tower", height);
        }

        @Override
        boolean isOf(Object owner) {
            return publisher == owner;
        }
    }

    /** A workflow that waits until a lighthouse changes. */
    static final class OfWorkflow extends Ear {
        private final IPluginPublisher publisher;
        private final PluginWatcher watcher;

        OfWorkflow(
                HarbourSettings harbour,
                ObjectId object,
                IPluginPublisher publisher,
                PluginWatcher watcher) {
            super(harbour, object);
            this.publisher = publisher;
            this.watcher = watcher;
        }

        @Override
        void changed(String event, String name) {
            close();
            publisher.pushWatcherEvent(watcher.getId(), named(name));
        }

        @Override
        void measured(double height) {
            // only changes end the wait
        }

        @Override
        boolean isOf(Object owner) {
            return watcher.getId().equals(owner);
        }
    }
}
