package mockvro.host.observe.threads;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import mockvro.host.observe.Frames;
import mockvro.host.observe.Throwables;
import mockvro.host.rpc.Call;

/** Calls that are under way. */
public final class CallList {
  private CallList() {}

  /** The answer of {@code observer.calls}: all but those that ask the observer. */
  public static JsonObject take() {
    JsonArray calls = new JsonArray();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Call call = Call.of(each.getKey());
      if (call != null && !call.method().startsWith("observer.")) {
        calls.add(describe(call, each.getKey(), each.getValue()));
      }
    }
    JsonObject all = new JsonObject();
    all.add("calls", calls);
    return all;
  }

  private static JsonObject describe(Call call, Thread thread, StackTraceElement[] stack) {
    JsonObject json = new JsonObject();
    json.addProperty("call", call.id());
    json.addProperty("method", call.method());
    json.addProperty("plugin", call.plugin());
    json.addProperty("session", call.session());
    call.arguments().forEach(json::addProperty);
    json.addProperty("ms", call.millis());
    json.addProperty("thread", thread.getName());
    json.addProperty("threadId", thread.getId());
    json.addProperty("inPlugin", Frames.firstOfPlugin(stack) != null);
    Throwables.stack(json, stack);
    return json;
  }

  /** Interrupts the thread that a call is at work on; false when the call is not under way. */
  public static boolean interrupt(String id) {
    Thread found = null;
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Call call = Call.of(each.getKey());
      boolean inPlugin = Frames.firstOfPlugin(each.getValue()) != null;
      if (call != null && call.id().equals(id) && (found == null || inPlugin)) {
        found = each.getKey(); // a call that is handed on has two threads
      }
    }
    Call call = found == null ? null : Call.of(found);
    if (call != null) {
      call.interrupt(found);
    }
    return call != null;
  }
}
