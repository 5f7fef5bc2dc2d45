package mockvro.probe;

/**
 * What methods of the JDK call first when a probe was put into them. Lies in the loader of the JDK,
 * because nothing else is visible from there.
 */
public final class Probe {
  /** Told of every call of a method with a probe. */
  public interface Listener {
    /**
     * Looks at a call that is about to happen.
     *
     * @param point name of the probe
     * @param subject the object whose method it is; null for static methods and constructors
     * @param first the first argument; null when there is none or it is a number
     * @param second the second argument, likewise
     */
    void seen(String point, Object subject, Object first, Object second);
  }

  private static volatile Listener listener;

  private Probe() {}

  /**
   * Sets the listener; only the first call counts, so that a plug-in cannot put itself in between.
   *
   * @param first the host's listener
   */
  public static synchronized void install(Listener first) {
    if (listener == null) {
      listener = first;
    }
  }

  /** Passes a call on; parameters as those of {@link Listener#seen}. */
  public static void seen(String point, Object subject, Object first, Object second) {
    Listener told = listener;
    if (told != null) {
      told.seen(point, subject, first, second);
    }
  }
}
