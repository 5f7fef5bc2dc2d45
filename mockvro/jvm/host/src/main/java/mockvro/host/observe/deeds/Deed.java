package mockvro.host.observe.deeds;

import com.google.gson.JsonObject;
import java.util.concurrent.atomic.LongAdder;

/** What a plug-in does at one call site with one target, and how often. */
final class Deed {
  private final JsonObject facts;
  private final JsonObject stack;
  private final LongAdder count = new LongAdder();
  private final long first = System.currentTimeMillis();
  private volatile long last = first;

  /** The first time; {@code stack} may be that of another target of the same call site. */
  Deed(JsonObject facts, JsonObject stack) {
    this.facts = facts;
    this.stack = stack;
  }

  void again() {
    count.increment();
    last = System.currentTimeMillis();
  }

  /** Where a thread was started: stack and call. */
  JsonObject started() {
    JsonObject start = new JsonObject();
    start.add("call", facts.get("call"));
    return Stacks.with(start, stack);
  }

  String text(String key) {
    return facts.get(key).getAsString();
  }

  JsonObject counted() {
    JsonObject counted = Stacks.with(facts, stack);
    counted.addProperty("count", count.sum());
    counted.addProperty("first", first);
    counted.addProperty("last", last);
    return counted;
  }
}
