package mockvro.host.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import mockvro.host.rpc.RpcError;

/** Exceptions in the form of docs/host-protocol.md. */
public final class Throwables {
  private static final int FRAMES = 200; // a StackOverflowError has a thousand equal ones
  private static final int CAUSES = 10;

  private Throwables() {}

  /** The exception with its causes. */
  public static JsonObject toJson(Throwable thrown) {
    return toJson(thrown, CAUSES);
  }

  /** Adds {@code stack} and {@code pluginFrame} to the facts. */
  public static void stack(JsonObject facts, StackTraceElement[] stack) {
    JsonArray frames = new JsonArray();
    for (int i = 0; i < Math.min(stack.length, FRAMES); i++) {
      frames.add(Frames.text(stack[i]));
    }
    facts.add("stack", frames);
    facts.addProperty("pluginFrame", Frames.firstOfPlugin(stack));
  }

  /**
   * The error answer for an exception of the plug-in.
   *
   * @param phase what the plug-in was asked to do
   */
  public static RpcError threw(String phase, Throwable thrown) {
    JsonObject data = new JsonObject();
    data.addProperty("phase", phase);
    data.add("exception", toJson(thrown));
    String name = thrown.getClass().getName();
    RpcError error = new RpcError(RpcError.PLUGIN_THREW, name + " in " + phase, data);
    error.initCause(thrown);
    return error;
  }

  private static JsonObject toJson(Throwable thrown, int causes) {
    JsonObject json = new JsonObject();
    json.addProperty("class", thrown.getClass().getName());
    json.addProperty("message", message(thrown));
    stack(json, thrown.getStackTrace());
    Throwable cause = thrown.getCause();
    boolean more = cause != null && causes > 0;
    json.add("cause", more ? toJson(cause, causes - 1) : JsonNull.INSTANCE);
    return json;
  }

  /** Plug-ins may override getMessage, and badly. */
  private static String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "getMessage() threw " + e.getClass().getName();
    }
  }
}
