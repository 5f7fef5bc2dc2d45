package mockvro.host.script;

/** The script ran longer than it may, or its thread was interrupted; error −32001. */
public final class ScriptDeadline extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param reason what stopped the script
   * @param line the line at which it was stopped, counted from 1; 0 when unknown
   */
  public ScriptDeadline(String reason, int line) {
    super(reason);
    this.line = line;
  }

  /** The line at which the script was stopped; 0 when unknown. */
  public int line() {
    return line;
  }
}
