package mockvro.guard;

/**
 * What plug-in code calls instead of {@code System.exit}, {@code Runtime.exit} and {@code
 * Runtime.halt} after its classes were rewritten. Lies in the loader that every plug-in can see.
 */
public final class Exit {
  /** Told of every attempt before the error is thrown. */
  public interface Listener {
    /**
     * Files the attempt.
     *
     * @param method the method the plug-in wanted, such as {@code System.exit}
     * @param status the exit code it was given
     */
    void trapped(String method, int status);
  }

  private static volatile Listener listener;

  private Exit() {}

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

  /** Replaces {@link System#exit}. */
  public static void systemExit(int status) {
    trap("System.exit", status);
  }

  /** Replaces {@link Runtime#exit}. */
  public static void runtimeExit(Runtime runtime, int status) {
    trap("Runtime.exit", status);
  }

  /** Replaces {@link Runtime#halt}. */
  public static void runtimeHalt(Runtime runtime, int status) {
    trap("Runtime.halt", status);
  }

  private static void trap(String method, int status) {
    Listener told = listener;
    if (told != null) {
      told.trapped(method, status);
    }
    throw new ExitTrapped(method, status);
  }
}
