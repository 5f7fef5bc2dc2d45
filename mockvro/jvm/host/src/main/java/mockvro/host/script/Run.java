package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.WrappedException;

/** One script run: its session, its time limit, and what is noticed on the way. */
final class Run {

  private static final Object KEY = Run.class;
  private static final int REMEMBERED = 20;

  private final ScriptEnvironment environment;
  private final PluginWorld world;
  private final LockTable locks;
  private final String session;
  private final JsonObject token;
  private final long end;
  private final JsonArray facts = new JsonArray();
  private final Set<String> noted = new HashSet<>();
  private final Map<String, JsonElement> asked = new HashMap<>();
  private final Deque<Throwable> thrown = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<String, long[]> plugins = new HashMap<>();
  private long paused;
  private RunScope scope;
  private ElementFrame awaited;
  private String logMarker = "";
  private String reachedLocation = "";
  private int reachedLine;

  /**
   * @param token facts of the workflow token, or null outside a workflow
   * @param limit milliseconds that the script may take
   */
  Run(
      ScriptEnvironment environment,
      PluginWorld world,
      LockTable locks,
      String session,
      JsonObject token,
      long limit) {
    this.environment = environment;
    this.world = world;
    this.locks = locks;
    this.session = session;
    this.token = token;
    this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
  }

  /** The run of a context, or null between runs. */
  static Run of(Context context) {
    return (Run) context.getThreadLocal(KEY);
  }

  /**
   * Makes the plug-in's loader the context class loader, as in finder calls; it stays so until
   * another plug-in's object is used or the run ends.
   */
  static void enterPlugin(PluginScripting plugin) {
    Thread thread = Thread.currentThread();
    if (thread.getContextClassLoader() != plugin.loader()) {
      thread.setContextClassLoader(plugin.loader());
    }
  }

  /** Makes this the run of the context. */
  void enter(Context context) {
    context.putThreadLocal(KEY, this);
    context.setDebugger(new ElementFrame.Giver(), null);
    scope = new RunScope(this);
    scope.associateValue("ClassCache", world.classCache()); // reflect each class once, not per run
    context.initStandardObjects(scope);
  }

  /** Gives the context back to the run it had before. */
  static void leave(Context context, Run before) {
    if (before == null) {
      context.removeThreadLocal(KEY);
    } else {
      context.putThreadLocal(KEY, before);
    }
  }

  ScriptEnvironment environment() {
    return environment;
  }

  PluginWorld world() {
    return world;
  }

  LockTable locks() {
    return locks;
  }

  String session() {
    return session;
  }

  /** Facts of the workflow token, or null outside a workflow. */
  JsonObject token() {
    return token;
  }

  RunScope scope() {
    return scope;
  }

  JsonArray facts() {
    return facts;
  }

  String logMarker() {
    return logMarker;
  }

  void logMarker(String marker) {
    logMarker = marker;
  }

  /** Notes something about the plug-in that is worth a finding, once per run and class. */
  void note(String fact, Class<?> type) {
    if (noted.add(fact + " " + type.getName())) {
      JsonObject noteworthy = new JsonObject();
      noteworthy.addProperty("fact", fact);
      noteworthy.addProperty("class", type.getName());
      noteworthy.addProperty("line", here().lineNumber());
      facts.add(noteworthy);
    }
  }

  /** Ends the run from another thread, as soon as it is not inside a plug-in. */
  void stop() {
    stopped.countDown();
  }

  /** Adds a call into a plug-in to what the run tells about it. */
  void used(String plugin, long nanos) {
    long[] spent = plugins.computeIfAbsent(plugin, name -> new long[2]);
    spent[0]++;
    spent[1] += nanos;
  }

  /** Calls into plug-ins and milliseconds inside them, by name of the plug-in. */
  JsonObject plugins() {
    JsonObject all = new JsonObject();
    plugins.forEach(
        (name, spent) -> {
          JsonObject each = new JsonObject();
          each.addProperty("calls", spent[0]);
          each.addProperty("ms", spent[1] / 1000 / 1000.0);
          all.add(name, each);
        });
    return all;
  }

  /** Ends the run when it was stopped, its time is up or its thread was interrupted. */
  void look() {
    if (stopped.getCount() == 0) {
      throw new StopSignal.Deadline("stopped", here().lineNumber());
    }
    if (Thread.interrupted()) {
      throw new StopSignal.Deadline("interrupted", here().lineNumber());
    }
    if (System.nanoTime() - end > 0) {
      throw new StopSignal.Deadline("deadline passed", here().lineNumber());
    }
  }

  /** Milliseconds that the run has left. */
  long left() {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  /**
   * Waits, at most to the end of the run.
   *
   * @return the milliseconds waited
   */
  long pause(long millis) {
    long waited = Math.max(0, Math.min(millis, left() + 1));
    long begin = System.nanoTime();
    try {
      stopped.await(waited, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // seen by look()
    }
    paused += System.nanoTime() - begin;
    look();
    return waited;
  }

  /** Milliseconds that the run has spent waiting of its own accord. */
  double pausedMillis() {
    return paused / 1000 / 1000.0;
  }

  /** Ends the run because it needs something that is not simulated. */
  StopSignal.NotSimulated notSimulated(String member) {
    EvaluatorException here = here();
    return new StopSignal.NotSimulated(member, here.lineNumber(), here.sourceName());
  }

  /** Keeps where the run is, for an Error of a plug-in, which tells no line of the script. */
  void reached(String location, int line) {
    reachedLocation = location;
    reachedLine = line;
  }

  String reachedLocation() {
    return reachedLocation;
  }

  int reachedLine() {
    return reachedLine;
  }

  /** The running line: Rhino tells it only to the errors that it makes. */
  private static EvaluatorException here() {
    return Context.reportRuntimeError("here");
  }

  /** Asks the Python side; the same question is asked once per run. */
  JsonElement ask(String method, JsonObject params) {
    String key = method + params;
    JsonElement answer = asked.get(key);
    if (answer == null) {
      JsonElement got = environment.server(method, params);
      answer = got == null ? JsonNull.INSTANCE : got;
      asked.put(key, answer);
    }
    return answer;
  }

  /** The frame of the element that is about to be called; only the next call gets it. */
  ElementFrame takeFrame() {
    ElementFrame frame = awaited;
    awaited = null;
    return frame;
  }

  void awaitFrame(ElementFrame frame) {
    awaited = frame;
  }

  /** Keeps the Java exception behind a script error, which the script may throw again. */
  void remember(Throwable error) {
    if (error instanceof WrappedException wrapped) {
      thrown.addFirst(wrapped.getWrappedException());
      if (thrown.size() > REMEMBERED) {
        thrown.removeLast();
      }
    }
  }

  /** The Java exception that scripts saw under this text, or null. */
  Throwable remembered(String text) {
    for (Throwable each : thrown) {
      if (Failures.text(each).equals(text)) {
        return each;
      }
    }
    return null;
  }
}
