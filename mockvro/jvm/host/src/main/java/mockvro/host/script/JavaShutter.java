package mockvro.host.script;

import java.util.function.Supplier;
import org.mozilla.javascript.ClassShutter;

/**
 * Which Java classes scripts may name: {@code java.util.*}, a prefix pattern.
 *
 * <p>It is suspended while the host itself wraps an object, so plug-in objects of any class get
 * through. Source: {@code scripting-runtime.md} §4.
 */
final class JavaShutter implements ClassShutter {

  private static final String VISIBLE = "java.util.";
  private static final String ENGINE = "org.mozilla.javascript.";
  private static final ThreadLocal<Boolean> SUSPENDED = ThreadLocal.withInitial(() -> false);

  @Override
  public boolean visibleToScripts(String className) {
    return SUSPENDED.get()
        || className.startsWith(VISIBLE)
        || !className.startsWith(ENGINE) && Engine.isCatching();
  }

  /** Does the work of the host with all classes visible. */
  static <T> T suspended(Supplier<T> work) {
    boolean before = SUSPENDED.get();
    SUSPENDED.set(true);
    try {
      return work.get();
    } finally {
      SUSPENDED.set(before);
    }
  }
}
