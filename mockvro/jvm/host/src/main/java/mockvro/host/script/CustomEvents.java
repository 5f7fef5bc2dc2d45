package mockvro.host.script;

import java.util.Date;

/**
 * Waiting for an event that another run sends.
 *
 * <p>The Python side waits a little each time, so that a run that is out of time or stopped does
 * not hang in a call.
 */
final class CustomEvents {

  private static final String MEMBER = "waitCustomEventUntil";
  private static final double SLICE_MS = 200;

  private CustomEvents() {}

  /** Kind, key and last moment, or key and last moment; null when the event does not come. */
  static Object await(Run run, Arguments args) throws Throwable {
    int key = args.given(2) ? 1 : 0;
    Date end = args.date(key + 1);
    Object seen = probe(run, args.text(key), null, 0);
    while (true) {
      double left = end.getTime() - System.currentTimeMillis();
      if (left <= 0) {
        return null;
      }
      Object now = probe(run, args.text(key), seen, Math.min(left, SLICE_MS));
      run.look();
      if (!now.equals(seen)) {
        return event(run, args.text(key));
      }
    }
  }

  /** How often the event was sent; waits until that differs from what was seen. */
  private static Object probe(Run run, String key, Object seen, double millis) throws Throwable {
    Arguments question = new Arguments(new Object[] {key, seen, millis});
    return ServerCall.send(run, "System", MEMBER, question);
  }

  private static Object event(Run run, String key) {
    return FactObject.received(run, "Event")
        .with("source", key)
        .with("when", (double) System.currentTimeMillis());
  }
}
