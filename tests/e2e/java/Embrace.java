package org.example.depot;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two calls that take the same locks in different order. */
final class Embrace {
    private static final Object LEFT = new Object();
    private static final Object RIGHT = new Object();
    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    private Embrace() {}

    /** With a thread of its own in the part of the second call. */
    static void alone() {
        new Thread(() -> take(RIGHT, LEFT), "embrace").start();
        take(LEFT, RIGHT);
    }

    static void together(boolean leftFirst) {
        take(leftFirst ? LEFT : RIGHT, leftFirst ? RIGHT : LEFT);
    }

    private static void take(Object first, Object second) {
        synchronized (first) {
            try {
                MEETING.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            synchronized (second) {
                second.notifyAll();
            }
        }
    }
}
