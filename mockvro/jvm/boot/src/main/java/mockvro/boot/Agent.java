package mockvro.boot;

import java.lang.instrument.Instrumentation;

/** Gets the JVM's instrumentation before {@link Boot} starts; the manifest names this class. */
public final class Agent {
  private static Instrumentation given;

  private Agent() {}

  /** Called by the JVM that was started with {@code -jar}. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    given = instrumentation;
  }

  /** Called by the JVM that was started with {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    given = instrumentation;
  }

  static Instrumentation instrumentation() {
    return given;
  }
}
