package org.example.lighthouse;

/** A moment after which a whole request must be over, however many calls it takes. */
final class Deadline {
    private static final long NANOS_PER_MILLI = 1000000L;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline after(int millis) {
        return new Deadline(System.nanoTime() + millis * NANOS_PER_MILLI);
    }

    /** Milliseconds left, 0 when it has passed. */
    int left() {
        return (int) Math.max(0, (end - System.nanoTime()) / NANOS_PER_MILLI);
    }
}
