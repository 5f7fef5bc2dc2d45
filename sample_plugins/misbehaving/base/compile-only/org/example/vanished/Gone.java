package org.example.vanished;

/** Compiled against, never shipped. */
public final class Gone {
    private Gone() {}

    public static void run() {}
}
