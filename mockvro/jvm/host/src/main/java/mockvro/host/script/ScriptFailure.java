package mockvro.host.script;

import com.google.gson.JsonArray;

/**
 * A script failed; error −32003.
 *
 * <p>{@link #getMessage()} is the text a workflow sees, location included; {@link #getCause()} is
 * the Java exception behind it, if there is one ({@code scripting-runtime.md} §7).
 */
public final class ScriptFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final int line;
  private final String location;
  private transient JsonArray facts = new JsonArray();

  /**
   * @param name the name of the script error such as {@code TypeError}; empty when the script threw
   *     something that is no error
   * @param message the text with the location at its end
   * @param line the line in {@code location}, counted from 1; 0 when unknown
   * @param location the source that failed
   * @param cause the Java exception behind the failure, or null
   */
  public ScriptFailure(String name, String message, int line, String location, Throwable cause) {
    super(message, cause);
    this.name = name;
    this.line = line;
    this.location = location;
  }

  /** The name of the script error; empty when the script threw something that is no error. */
  public String name() {
    return name;
  }

  /** The line in {@link #location()}, counted from 1; 0 when unknown. */
  public int line() {
    return line;
  }

  /** What was noticed before the failure, as in the answer of a run that succeeds. */
  public JsonArray facts() {
    return facts;
  }

  void facts(JsonArray noticed) {
    facts = noticed;
  }

  /** The source that failed: the workflow element, or the action it called. */
  public String location() {
    return location;
  }
}
