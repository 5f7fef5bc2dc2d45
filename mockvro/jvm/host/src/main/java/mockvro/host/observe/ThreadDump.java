package mockvro.host.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import mockvro.host.rpc.Call;

/** All threads of the process, and whose they are. */
public final class ThreadDump {
  private ThreadDump() {}

  /** The answer of {@code host.threads}. */
  public static JsonArray take() {
    JsonArray threads = new JsonArray();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      threads.add(toJson(entry.getKey(), entry.getValue()));
    }
    return threads;
  }

  private static JsonObject toJson(Thread thread, StackTraceElement[] stack) {
    JsonObject json = new JsonObject();
    Call call = Call.of(thread);
    json.addProperty("name", thread.getName());
    json.addProperty("state", thread.getState().name());
    json.addProperty("daemon", thread.isDaemon());
    json.addProperty("call", call == null ? "" : call.id());
    json.addProperty("plugin", owner(thread, stack));
    JsonArray frames = new JsonArray();
    for (StackTraceElement frame : stack) {
      frames.add(Frames.text(frame));
    }
    json.add("stack", frames);
    return json;
  }

  /** By its class, by the loader it inherited, by the code it runs; in this order. */
  private static String owner(Thread thread, StackTraceElement[] stack) {
    String plugin = Frames.pluginOf(thread.getClass().getClassLoader());
    if (plugin == null) {
      plugin = Frames.pluginOf(thread.getContextClassLoader());
    }
    for (int i = 0; plugin == null && i < stack.length; i++) {
      plugin = Frames.pluginOf(stack[i]);
    }
    return plugin;
  }
}
