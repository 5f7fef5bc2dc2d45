package mockvro.host.rpc;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The request that a thread is serving; observations and log lines name it. */
public final class Call implements AutoCloseable {
  private static final ThreadLocal<Call> CURRENT = new ThreadLocal<>();
  private static final Map<Long, Call> RUNNING = new ConcurrentHashMap<>();
  private static final String[] ARGUMENTS = {
    "type", "id", "query", "parentType", "parentId", "relation"
  };
  private static final int TELLING = 4;
  private static final long NANOS = 1_000_000;

  private final String id;
  private final String method;
  private final String session;
  private final String plugin;
  private final JsonObject params;
  private final long begin = System.nanoTime();
  private volatile long interrupted; // nanoseconds after begin; 0: it was not
  private volatile boolean flagSeen;

  private Call(String id, String method, String plugin, JsonObject params) {
    this.id = id;
    this.method = method;
    this.plugin = plugin;
    this.params = params;
    session = text(params, "session");
  }

  static Call enter(String id, String method, JsonObject params) {
    String named = "plugin.load".equals(method) ? "name" : "plugin";
    Call call = new Call(id, method, text(params, named), params);
    CURRENT.set(call);
    RUNNING.put(Thread.currentThread().getId(), call);
    return call;
  }

  /** The call of this thread, or null. */
  public static Call current() {
    return CURRENT.get();
  }

  /** Id of the call this thread serves; empty outside of calls. */
  public static String currentId() {
    Call call = CURRENT.get();
    return call == null ? "" : call.id;
  }

  /** The call a thread serves, or null. */
  public static Call of(Thread thread) {
    return RUNNING.get(thread.getId());
  }

  /** The request's id, such as {@code c17}. */
  public String id() {
    return id;
  }

  /** The called method. */
  public String method() {
    return method;
  }

  /** The plug-in the call is about, empty if it names none. */
  public String plugin() {
    return plugin;
  }

  /** The session of the call, empty if it names none. */
  public String session() {
    return session;
  }

  /** What the call is about, as far as it names it: types, ids, relation, query. */
  public Map<String, String> arguments() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String key : ARGUMENTS) {
      String value = text(params, key);
      if (!value.isEmpty()) {
        named.put(key, value);
      }
    }
    return named;
  }

  /** An argument that occurs in the text, or null; short ones occur by chance. */
  public String argumentIn(String text) {
    for (String value : arguments().values()) {
      if (value.length() >= TELLING && text.contains(value)) {
        return value;
      }
    }
    return null;
  }

  /** Milliseconds since it began. */
  public long millis() {
    return (System.nanoTime() - begin) / NANOS;
  }

  /** Interrupts the thread that serves this call, and keeps that it was done on purpose. */
  public void interrupt(Thread thread) {
    interrupted = Math.max(1, System.nanoTime() - begin);
    thread.interrupt();
  }

  /** Clears the interrupt flag of this thread; its call remembers that it was set. */
  public static boolean clearInterrupt() {
    Call call = current();
    boolean set = Thread.interrupted();
    if (call == null) {
      return set;
    }
    call.flagSeen |= set;
    return call.flagSeen;
  }

  /** Milliseconds since {@link #interrupt}; negative when nobody did it. */
  public long millisSinceInterrupt() {
    return interrupted == 0 ? -1 : (System.nanoTime() - begin - interrupted) / NANOS;
  }

  /** Makes another thread serve this call; for calls that are handed on. */
  public Call adopt() {
    CURRENT.set(this);
    RUNNING.put(Thread.currentThread().getId(), this);
    return this;
  }

  @Override
  public void close() {
    CURRENT.remove();
    RUNNING.remove(Thread.currentThread().getId());
  }

  private static String text(JsonObject params, String key) {
    return params.get(key) instanceof JsonPrimitive value ? value.getAsString() : "";
  }
}
