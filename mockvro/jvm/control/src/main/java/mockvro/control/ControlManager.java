package mockvro.control;

/** The scripting object: answers and does nothing. */
public final class ControlManager {
  /** The text that it was given. */
  public String echo(String text) {
    return text;
  }
}
