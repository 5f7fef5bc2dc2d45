package mockvro.host.observe.threads;

import com.google.gson.JsonObject;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.observe.Frames;

/** Which plug-in started which thread, and where. */
public final class ThreadStarts {
  private static final int PRUNE_AT = 2000;
  private static final int MOST = 20_000;

  /**
   * The start of a thread.
   *
   * @param facts stack, first frame of the plug-in and call
   */
  record Start(WeakReference<Thread> thread, String plugin, JsonObject facts, long at) {
    JsonObject toJson() {
      JsonObject json = facts.deepCopy();
      json.addProperty("at", at);
      return json;
    }
  }

  private final Map<Long, Start> starts = new ConcurrentHashMap<>();

  /** Keeps who starts a thread. */
  public void started(Thread thread, String plugin, JsonObject facts) {
    if (starts.size() >= PRUNE_AT) {
      prune();
    }
    if (starts.size() < MOST) {
      long now = System.currentTimeMillis();
      starts.put(thread.getId(), new Start(new WeakReference<>(thread), plugin, facts, now));
    }
  }

  private void prune() {
    starts.values().removeIf(start -> ended(start.thread().get()));
  }

  private static boolean ended(Thread thread) {
    return thread == null || thread.getState() == Thread.State.TERMINATED;
  }

  /** How a thread was started by a plug-in, or null. */
  Start of(Thread thread) {
    Start start = starts.get(thread.getId());
    return start != null && start.thread().get() == thread ? start : null;
  }

  /** The plug-in that a thread outside of calls works for; null for nobody's. */
  public String owner(Thread thread) {
    Start start = of(thread);
    return start == null ? Frames.pluginOf(thread.getContextClassLoader()) : start.plugin();
  }

  /** Lets go what belongs to threads that have ended. */
  public void forgetEnded() {
    prune();
  }
}
