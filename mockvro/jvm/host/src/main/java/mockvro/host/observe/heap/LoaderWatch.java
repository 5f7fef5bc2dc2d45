package mockvro.host.observe.heap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Whether the class loaders of unloaded plug-ins go away, and what keeps those that do not. */
public final class LoaderWatch {
  private static final long PAUSE_MS = 20; // for the JVM's thread that clears references
  private static final int CHUNK = 1 << 18;
  private static final long KEPT_FREE = 3L << 20;
  private static final int FULL_GCS = 200;
  private static final long FULL_NANOS = 5_000_000_000L;

  private final Map<String, WeakReference<ClassLoader>> loaders = new ConcurrentHashMap<>();
  private final PathSearch search;

  /** Watches nothing yet. */
  public LoaderWatch(PathSearch search) {
    this.search = search;
  }

  /** Watches the loader of a plug-in; one of an earlier load is forgotten. */
  public void watch(String plugin, ClassLoader loader) {
    loaders.put(plugin, new WeakReference<>(loader));
  }

  /** Whether a plug-in of the name was ever loaded. */
  public boolean knows(String plugin) {
    return loaders.containsKey(plugin);
  }

  /**
   * The answer of {@code observer.loader}, without holders.
   *
   * @param gcs collections to try at most
   * @param seconds time to try at most
   */
  public JsonObject fate(String plugin, int gcs, long seconds) {
    WeakReference<ClassLoader> loader = loaders.get(plugin);
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    int done = collect(loader, gcs, end);
    boolean filled = false;
    if (!loader.refersTo(null)) { // soft references may hold it for as long as there is room
      filled = true;
      done += collectFull(loader);
    }
    JsonObject json = new JsonObject();
    json.addProperty("collected", loader.refersTo(null));
    json.addProperty("gcs", done);
    json.addProperty("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    json.addProperty("softCleared", filled);
    ClassLoader left = loader.get();
    PathSearch.Found found = left == null ? PathSearch.Found.NOTHING : search.to(left);
    JsonArray path = new JsonArray();
    found.path().forEach(path::add);
    json.add("path", path);
    json.addProperty("searched", found.objects());
    json.addProperty("complete", found.complete());
    return json;
  }

  private static int collect(WeakReference<ClassLoader> loader, int gcs, long end) {
    int done = 0;
    while (done < gcs && !loader.refersTo(null) && System.nanoTime() < end) {
      System.gc();
      System.runFinalization();
      pause();
      done++;
    }
    return done;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Collects while hardly any heap is free: the JVM keeps a soft reference that was used within a
   * second for each free MiB.
   */
  private static int collectFull(WeakReference<ClassLoader> loader) {
    Runtime runtime = Runtime.getRuntime();
    List<byte[]> ballast = new ArrayList<>();
    while (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory()
        > KEPT_FREE + CHUNK) {
      ballast.add(new byte[CHUNK]);
    }
    int done = collect(loader, FULL_GCS, System.nanoTime() + FULL_NANOS);
    ballast.clear();
    return done;
  }
}
