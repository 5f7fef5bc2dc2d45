package mockvro.host.script;

import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.WrappedException;

/** Turns what ended a script into what the caller is told ({@code scripting-runtime.md} §7). */
final class Failures {

  private static final String JAVA_EXCEPTION = "JavaException";

  private Failures() {}

  /** A Java exception as scripts see it; a null message prints {@code null}. */
  static String text(Throwable thrown) {
    return thrown.getClass().getName() + ": " + message(thrown);
  }

  /** Exceptions of plug-ins may override getMessage, and badly. */
  private static String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException e) {
      return "getMessage() threw " + e.getClass().getName();
    }
  }

  /** The failure for an exception that came out of Rhino. */
  static ScriptFailure of(Run run, RhinoException error) {
    if (error instanceof WrappedException wrapped) {
      Throwable cause = wrapped.getWrappedException();
      return failure(JAVA_EXCEPTION, JAVA_EXCEPTION + ": " + text(cause), error, cause);
    }
    if (error instanceof EcmaError ecma) {
      return failure(ecma.getName(), ecma.details(), error, null);
    }
    if (error instanceof JavaScriptException thrown) {
      return thrown(run, thrown);
    }
    return failure("InternalError", error.details(), error, null);
  }

  /** The failure for a source that does not compile. */
  static ScriptFailure syntax(EvaluatorException error) {
    return failure("SyntaxError", "SyntaxError: " + error.details(), error, null);
  }

  private static ScriptFailure thrown(Run run, JavaScriptException error) {
    if (!(error.getValue() instanceof Scriptable value)) {
      return failure("", error.details(), error, null);
    }
    String name = property(value, "name");
    boolean java = JAVA_EXCEPTION.equals(name);
    Throwable cause = java ? run.remembered(property(value, "message")) : null;
    boolean isError = value.getClassName().equals("Error");
    return failure(isError ? name : "", error.details(), error, cause);
  }

  private static String property(Scriptable object, String name) {
    Object value = ScriptableObject.getProperty(object, name);
    return value instanceof CharSequence text ? text.toString() : "";
  }

  private static ScriptFailure failure(
      String name, String text, RhinoException error, Throwable cause) {
    int line = Math.max(0, error.lineNumber());
    String location = error.sourceName() == null ? "" : error.sourceName();
    return new ScriptFailure(name, located(text, location, line), line, location, cause);
  }

  /** The failure for an exception outside of any line: while a binding is made or read back. */
  static ScriptFailure java(Throwable cause, String location) {
    return java(cause, location, 0);
  }

  /** The failure for what scripts cannot catch, such as an Error: it ends the script at once. */
  static ScriptFailure error(Run run, Throwable error) {
    return java(error, run.reachedLocation(), run.reachedLine());
  }

  private static ScriptFailure java(Throwable cause, String location, int line) {
    String text = JAVA_EXCEPTION + ": " + text(cause);
    return new ScriptFailure(JAVA_EXCEPTION, located(text, location, line), line, location, cause);
  }

  /** The failure for something that is not simulated. */
  static ScriptFailure notSimulated(StopSignal.NotSimulated signal) {
    String location = signal.location() == null ? "" : signal.location();
    String text = located(signal.getMessage(), location, signal.line());
    return new ScriptFailure("NotSimulated", text, signal.line(), location, null);
  }

  /** The failure for a value that a script cannot be given. */
  static ScriptFailure binding(String name, String problem, String location) {
    String text = "Binding " + name + ": " + problem;
    return new ScriptFailure("BindingError", located(text, location, 0), 0, location, null);
  }

  /** The text with the place behind it, as the product writes it. */
  private static String located(String text, String location, int line) {
    if (location.isEmpty()) {
      return text;
    }
    return text + " (" + location + (line > 0 ? "#" + line : "") + ")";
  }
}
