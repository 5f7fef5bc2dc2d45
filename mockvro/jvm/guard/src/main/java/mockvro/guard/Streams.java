package mockvro.guard;

import java.io.PrintStream;

/** What plug-in code calls instead of {@code System.setOut} and {@code System.setErr}. */
public final class Streams {
  /** Told of every replacement. */
  public interface Listener {
    /**
     * Files the replacement.
     *
     * @param method the called method, such as {@code System.setOut}
     */
    void replaced(String method);
  }

  private static volatile Listener listener;

  private Streams() {}

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

  /** Does what {@link System#setOut} does, and tells. */
  public static void setOut(PrintStream stream) {
    tell("System.setOut");
    System.setOut(stream);
  }

  /** Does what {@link System#setErr} does, and tells. */
  public static void setErr(PrintStream stream) {
    tell("System.setErr");
    System.setErr(stream);
  }

  private static void tell(String method) {
    Listener told = listener;
    if (told != null) {
      told.replaced(method);
    }
  }
}
