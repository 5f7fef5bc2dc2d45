package mockvro.host.observe.deeds;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long deeds of one kind may be looked at: a fixed time plus a small share of the running time,
 * so that a plug-in that does a million of them is not slowed down by being watched.
 */
final class Budget {
  private static final long FREE_NANOS = 1_500_000_000L;
  private static final int SHARE = 20; // one part of twenty

  private final long start = System.nanoTime();
  private final LongAdder unseen = new LongAdder();
  private volatile long spent; // lost updates only make it more thorough

  /** Whether another look is granted; one that is not counts as unseen. */
  boolean grants(long now) {
    long used = spent;
    if (used < FREE_NANOS || used < FREE_NANOS + (now - start) / SHARE) {
      return true;
    }
    unseen.increment();
    return false;
  }

  void spend(long nanos) {
    spent += nanos;
  }

  long unseen() {
    return unseen.sum();
  }
}
