package mockvro.host.rpc;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The request that a thread is serving; observations and log lines name it. */
public final class Call implements AutoCloseable {
  private static final ThreadLocal<Call> CURRENT = new ThreadLocal<>();
  private static final Map<Long, Call> RUNNING = new ConcurrentHashMap<>();

  private final String id;
  private final String method;
  private final String session;
  private volatile String plugin;

  private Call(String id, String method, String plugin, String session) {
    this.id = id;
    this.method = method;
    this.plugin = plugin;
    this.session = session;
  }

  static Call enter(String id, String method, JsonObject params) {
    String named = "plugin.load".equals(method) ? "name" : "plugin";
    Call call = new Call(id, method, text(params, named), text(params, "session"));
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
