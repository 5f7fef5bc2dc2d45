package mockvro.host.observe.deeds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import mockvro.host.observe.Frames;
import mockvro.probe.Probe;

/** The stack of a deed, as {@code stack} and {@code pluginFrame}, without the frames that look. */
final class Stacks {
  private static final int FRAMES = 60;
  private static final String HERE = Stacks.class.getPackageName() + ".";

  private Stacks() {}

  static JsonObject here() {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int begin = 0;
    while (begin < stack.length && looks(stack[begin].getClassName())) {
      begin++;
    }
    JsonArray frames = new JsonArray();
    for (int i = begin; i < Math.min(stack.length, begin + FRAMES); i++) {
      frames.add(Frames.text(stack[i]));
    }
    JsonObject facts = new JsonObject();
    facts.add("stack", frames);
    facts.addProperty("pluginFrame", Frames.firstOfPlugin(stack));
    return facts;
  }

  private static boolean looks(String type) {
    return type.startsWith(HERE) || type.equals(Probe.class.getName());
  }

  /** A copy of the facts with the stack beside them. */
  static JsonObject with(JsonObject facts, JsonObject stack) {
    JsonObject both = facts.deepCopy();
    for (Map.Entry<String, JsonElement> each : stack.entrySet()) {
      both.add(each.getKey(), each.getValue());
    }
    return both;
  }
}
