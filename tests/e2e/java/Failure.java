package org.example.depot;

/** Fails. */
final class Failure {
    private Failure() {}

    static int value() {
        throw new IllegalStateException("nothing works today");
    }
}
