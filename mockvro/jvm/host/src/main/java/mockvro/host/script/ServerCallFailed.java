package mockvro.host.script;

/** A request that a script caused could not be answered; the script sees it as an error. */
public final class ServerCallFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked and why there is no answer
   */
  public ServerCallFailed(String message) {
    super(message);
  }
}
