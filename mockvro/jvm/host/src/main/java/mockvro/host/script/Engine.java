package mockvro.host.script;

import java.lang.StackWalker.StackFrame;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptRuntime;

/**
 * What the newer script engine of release 9.0 does otherwise, so that scripts see what they see in
 * 1.7R4 ({@code scripting-runtime.md} §7).
 */
public final class Engine {

  private static final boolean NEWER = has("org.mozilla.javascript.ast.TemplateLiteral");
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final int NEAR = 6;
  private static final int ALL_EDITIONS = 200; // VERSION_ES6, which 1.7R4 has no name for

  private Engine() {}

  /** Whether this is an engine that knows constructs of later editions. */
  public static boolean isNewer() {
    return NEWER;
  }

  /** The version that is set for scripts: the product's until 8.18, all editions in 9.0 (§1). */
  static int languageVersion() {
    return NEWER ? ALL_EDITIONS : Context.VERSION_DEFAULT;
  }

  /**
   * Whether the engine asks in order to make the error object that a script catches.
   *
   * <p>1.7R4 names the class of a Java exception in it in any case; later engines do so only where
   * scripts may see the class.
   */
  static boolean isCatching() {
    return NEWER && WALKER.walk(frames -> frames.limit(NEAR).anyMatch(Engine::isCatch));
  }

  private static boolean isCatch(StackFrame frame) {
    return frame.getClassName().equals(ScriptRuntime.class.getName())
        && frame.getMethodName().equals("newCatchScope");
  }

  private static boolean has(String name) {
    try {
      Class.forName(name, false, ScriptRuntime.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
