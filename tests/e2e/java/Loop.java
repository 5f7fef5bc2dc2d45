package org.example.depot;

/** Never comes back, and keeps a core busy. */
final class Loop {
    private static volatile long turns;

    private Loop() {}

    static void forEver() {
        for (; ; ) {
            turns++;
        }
    }
}
