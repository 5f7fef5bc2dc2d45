package mockvro.host.observe;

import com.google.gson.JsonObject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers notifications with calls into the plug-in before they return, from another thread, as a
 * server may do; a plug-in that notifies while it holds a lock that these calls need hangs then.
 */
public final class Callbacks {
  /** A call into the plug-in. */
  @FunctionalInterface
  public interface Work {
    /** Calls; whatever the plug-in throws is a result. */
    void run() throws Throwable;
  }

  private static final long LIMIT_S = 30;

  /** Set in threads that answer: what they are notified of is not answered again. */
  private static final ThreadLocal<Boolean> ANSWERING = new ThreadLocal<>();

  private final Observer observer;
  private volatile boolean on;

  /** Off until somebody switches it on. */
  public Callbacks(Observer observer) {
    this.observer = observer;
  }

  /** Switches it on or off. */
  public void set(boolean wanted) {
    on = wanted;
  }

  /** Answers a notification and waits for the end of that, at most half a minute. */
  public void answer(String plugin, String method, String type, String id, Work work) {
    if (!on || ANSWERING.get() != null) {
      return;
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("plugin", plugin);
    facts.addProperty("method", method);
    facts.addProperty("type", type);
    facts.addProperty("id", id);
    long begin = System.nanoTime();
    FutureTask<Throwable> task = new FutureTask<>(() -> outcome(work));
    Thread thread = new Thread(task, "mockvro-callback");
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.setDaemon(true);
    thread.start();
    boolean done = await(task, facts);
    facts.addProperty("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    if (!done) {
      facts.add("dump", ThreadDump.take());
      Throwables.stack(facts, thread.getStackTrace());
    }
    observer.file(done ? "reentrancy" : "reentrancy-hung", facts);
  }

  private static Throwable outcome(Work work) {
    ANSWERING.set(true);
    try {
      work.run();
      return null;
    } catch (Throwable e) { // whatever the plug-in throws is a result
      return e;
    }
  }

  private static boolean await(FutureTask<Throwable> task, JsonObject facts) {
    try {
      Throwable thrown = task.get(LIMIT_S, TimeUnit.SECONDS);
      if (thrown != null) {
        facts.add("exception", Throwables.toJson(thrown));
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // the plug-in stopped waiting, which is no deadlock
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // outcome() catches everything
    }
  }
}
