package org.example.depot;

import java.io.IOException;

/** Starts programs that outlive everything. */
final class Children {
    private Children() {}

    /** In the group of its parent and with its environment. */
    static void start() {
        start(new ProcessBuilder("sleep", "3600"));
    }

    /** Without group, session, environment and parent. */
    static void startDaemon() {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", "setsid sleep 3600 &");
        shell.environment().clear();
        start(shell);
    }

    private static void start(ProcessBuilder child) {
        try {
            child.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
