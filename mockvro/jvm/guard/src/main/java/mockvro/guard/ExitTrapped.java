package mockvro.guard;

/** Stands in for the end of the process; an Error, because plug-ins catch Exception too readily. */
public final class ExitTrapped extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * Describes the call that was stopped.
   *
   * @param method the called method, such as {@code System.exit}
   * @param status the exit code it was given
   */
  public ExitTrapped(String method, int status) {
    super(method + "(" + status + ") would have stopped the Orchestrator");
  }
}
