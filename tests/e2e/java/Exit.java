package org.example.depot;

/** Ends the process it is a guest in. */
final class Exit {
    private Exit() {}

    static void now() {
        System.exit(3);
    }
}
