package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.PluginTrigger;
import ch.dunes.vso.sdk.api.PluginWatcher;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockvro.host.observe.Lookout;
import mockvro.host.rpc.RpcError;

/** Watchers that checks make, and which of all watchers live on after they were removed. */
final class WatcherProbes {
  /** Adds and removes one watcher. */
  @FunctionalInterface
  interface Cycle {
    void run(String id) throws RpcError;
  }

  private final Lookout lookout;
  private final AtomicLong made = new AtomicLong();
  private final Map<String, WeakReference<PluginWatcher>> known = new ConcurrentHashMap<>();

  WatcherProbes(Lookout lookout) {
    this.lookout = lookout;
  }

  /** Makes a trigger as a script of the plug-in would. */
  static PluginTrigger made(JsonObject facts) {
    return new PluginTrigger(
        Descriptor.text(facts, "plugin"),
        facts.get("timeout").getAsLong(),
        Descriptor.text(facts, "type"),
        Descriptor.text(facts, "id"));
  }

  /** Remembers a watcher without keeping it alive. */
  void noticed(PluginWatcher watcher) {
    known.values().removeIf(each -> each.refersTo(null));
    known.put(watcher.getId(), new WeakReference<>(watcher));
  }

  /** Runs many cycles, one of them ahead, and tells what is left. */
  JsonObject cycles(int count, Cycle cycle, Set<String> watched) throws RpcError {
    cycle.run(fresh());
    JsonArray before = left(watched).getAsJsonArray("left");
    long begin = System.nanoTime();
    for (int n = 0; n < count; n++) {
      cycle.run(fresh());
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    JsonObject answer = new JsonObject();
    answer.addProperty("cycles", count);
    answer.addProperty("ms", millis);
    answer.addProperty("before", before.size());
    answer.addProperty("after", left(watched).getAsJsonArray("left").size());
    return answer;
  }

  private String fresh() {
    return "cycle:" + made.incrementAndGet();
  }

  /** Ids of removed watchers that a collection does not free. */
  JsonObject left(Set<String> watched) {
    lookout.collect();
    JsonArray left = new JsonArray();
    known.forEach(
        (id, watcher) -> {
          if (!watcher.refersTo(null) && !watched.contains(id)) {
            left.add(id);
          }
        });
    JsonObject answer = new JsonObject();
    answer.add("left", left);
    return answer;
  }
}
