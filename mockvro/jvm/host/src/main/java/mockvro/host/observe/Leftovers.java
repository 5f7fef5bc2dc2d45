package mockvro.host.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.observe.state.Inside;
import mockvro.host.rpc.Call;

/** What calls into a plug-in leave on the host's thread; the next call meets it. */
public final class Leftovers {
  private static final int LOOKED_INTO = 20; // elements of a collection

  private final Observer observer;
  private final ThreadLocals locals;
  private final boolean looks;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Files what it finds.
   *
   * @param looks whether it looks at all
   */
  public Leftovers(Observer observer, Inside inside, boolean looks) {
    this.observer = observer;
    this.looks = looks;
    locals = new ThreadLocals(inside);
  }

  /**
   * Looks at the current thread after a call.
   *
   * @param given the context class loader that the plug-in found
   * @param wasInterrupted whether the thread was interrupted before
   */
  public void look(String plugin, ClassLoader given, boolean wasInterrupted) {
    if (!looks) {
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader left = thread.getContextClassLoader();
    if (left != given) {
      file(plugin, "context-loader-left", "loader", String.valueOf(left));
      thread.setContextClassLoader(given);
    }
    Call call = Call.current();
    boolean ours = call != null && call.millisSinceInterrupt() >= 0;
    if (!wasInterrupted && !ours && Thread.interrupted()) { // cleared: it would hit the next call
      file(plugin, "interrupt-left", "thread", thread.getName());
    }
    locals.each((key, value) -> local(plugin, key, value));
  }

  private void local(String plugin, Object key, Object value) {
    Class<?> found = ofPlugin(value);
    Class<?> type = key == null ? null : key.getClass();
    boolean own = type != null && Frames.pluginOf(type.getClassLoader()) != null;
    if (found == null && !own) {
      return;
    }
    String shown = (found == null ? value.getClass() : found).getName();
    String keyName = type == null ? "gone" : type.getName();
    if (told.add(plugin + " " + shown + " " + keyName)) {
      JsonObject entry = new JsonObject();
      entry.addProperty("class", shown);
      entry.addProperty("key", keyName);
      entry.addProperty("held", value instanceof Reference ? "weak" : "strong");
      JsonArray values = new JsonArray();
      values.add(entry);
      JsonObject facts = facts(plugin);
      facts.add("values", values);
      observer.file("thread-local-left", facts);
    }
  }

  /** The class of a plug-in behind a value: its own, its elements', its referent's; or null. */
  private static Class<?> ofPlugin(Object value) {
    if (value == null || Frames.pluginOf(value.getClass().getClassLoader()) != null) {
      return value == null ? null : value.getClass();
    }
    if (value instanceof Class<?> type) {
      return Frames.pluginOf(type.getClassLoader()) == null ? null : type;
    }
    if (value instanceof Reference<?> reference) {
      return ofPlugin(reference.get());
    }
    // only collections of the JDK: asking another one would run its code
    boolean plain = value.getClass().getName().startsWith("java.util.");
    if (plain && value instanceof Map<?, ?> map) {
      return firstOfPlugin(map.values());
    }
    return plain && value instanceof Collection<?> elements ? firstOfPlugin(elements) : null;
  }

  private static Class<?> firstOfPlugin(Collection<?> elements) {
    for (Object each : elements.stream().limit(LOOKED_INTO).toList()) {
      if (each != null && Frames.pluginOf(each.getClass().getClassLoader()) != null) {
        return each.getClass();
      }
    }
    return null;
  }

  private static JsonObject facts(String plugin) {
    Call call = Call.current();
    JsonObject facts = new JsonObject();
    facts.addProperty("plugin", plugin);
    facts.addProperty("method", call == null ? "" : call.method());
    return facts;
  }

  private void file(String plugin, String kind, String key, String value) {
    JsonObject facts = facts(plugin);
    facts.addProperty(key, value);
    observer.file(kind, facts);
  }

  /** Files how a call ended that was interrupted on purpose; called on its thread. */
  public void callEnded(Call call) {
    if (call.millisSinceInterrupt() >= 0) {
      JsonObject facts = facts(call.plugin());
      facts.addProperty("afterMs", call.millisSinceInterrupt());
      facts.addProperty("flagKept", Call.clearInterrupt()); // the thread serves other calls next
      observer.file("interrupted-call", facts);
    }
  }
}
