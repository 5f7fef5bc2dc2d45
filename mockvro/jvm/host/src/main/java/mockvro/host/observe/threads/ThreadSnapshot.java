package mockvro.host.observe.threads;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import mockvro.host.observe.Frames;
import mockvro.host.observe.Throwables;
import mockvro.host.observe.state.Inside;
import mockvro.host.rpc.Call;

/** All threads: whose they are, who started them, what they hold and wait for, and deadlocks. */
public final class ThreadSnapshot {
  private static final Set<String> IO_CLASSES =
      Set.of(
          "sun.nio.ch.Net",
          "sun.nio.ch.NioSocketImpl",
          "sun.nio.ch.SocketDispatcher",
          "sun.nio.ch.FileDispatcherImpl",
          "sun.nio.ch.UnixDomainSockets",
          "java.net.PlainSocketImpl",
          "java.net.SocketInputStream",
          "java.net.Inet4AddressImpl",
          "java.net.Inet6AddressImpl",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "sun.nio.fs.UnixNativeDispatcher",
          "java.lang.ProcessImpl");
  private static final int IO_DEPTH = 5; // a socket read parks a few frames below its class

  private final ThreadStarts starts;
  private final Inside inside;
  private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();

  /** Asks the JVM each time. */
  public ThreadSnapshot(ThreadStarts starts, Inside inside) {
    this.starts = starts;
    this.inside = inside;
  }

  /** The answer of {@code observer.threads}. */
  public JsonObject take() {
    starts.forgetEnded();
    Map<Long, ThreadInfo> infos = new HashMap<>();
    for (ThreadInfo info : bean.dumpAllThreads(true, true)) {
      infos.put(info.getThreadId(), info);
    }
    JsonArray threads = new JsonArray();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ThreadInfo info = infos.get(thread.getId());
      if (info != null) { // else it began or ended meanwhile
        threads.add(describe(thread, info));
      }
    }
    JsonObject all = new JsonObject();
    all.add("threads", threads);
    all.add("deadlocks", deadlocks());
    return all;
  }

  private JsonObject describe(Thread thread, ThreadInfo info) {
    StackTraceElement[] stack = info.getStackTrace();
    Call call = Call.of(thread);
    JsonObject json = new JsonObject();
    json.addProperty("id", thread.getId());
    json.addProperty("name", thread.getName());
    json.addProperty("class", thread.getClass().getName());
    json.addProperty("state", info.getThreadState().name());
    json.addProperty("daemon", thread.isDaemon());
    json.addProperty("call", call == null ? "" : call.id());
    if (call == null) {
      attribute(json, thread, stack);
    } else {
      json.add("plugin", JsonNull.INSTANCE);
      json.add("by", JsonNull.INSTANCE);
      json.add("starter", JsonNull.INSTANCE);
    }
    json.addProperty("cpuMs", bean.getThreadCpuTime(thread.getId()) / 1000 / 1000.0);
    json.addProperty("blockedCount", info.getBlockedCount());
    Throwables.stack(json, stack);
    json.addProperty("io", inIo(stack));
    json.add("blockedOn", blockedOn(info));
    json.add("holds", holds(info));
    return json;
  }

  private void attribute(JsonObject json, Thread thread, StackTraceElement[] stack) {
    ThreadStarts.Start start = starts.of(thread);
    Owner owner =
        start == null ? Owner.of(thread, stack, inside) : new Owner(start.plugin(), "starter");
    json.addProperty("plugin", owner.plugin());
    json.addProperty("by", owner.by());
    json.add("starter", start == null ? JsonNull.INSTANCE : start.toJson());
  }

  private static boolean inIo(StackTraceElement[] stack) {
    for (int i = 0; i < Math.min(IO_DEPTH, stack.length); i++) {
      if (IO_CLASSES.contains(stack[i].getClassName())) {
        return true;
      }
    }
    return false;
  }

  private static JsonElement blockedOn(ThreadInfo info) {
    LockInfo lock = info.getLockInfo();
    if (lock == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject json = lock(lock);
    json.addProperty("owner", info.getLockOwnerId() < 0 ? null : info.getLockOwnerId());
    return json;
  }

  private static JsonArray holds(ThreadInfo info) {
    JsonArray holds = new JsonArray();
    for (MonitorInfo monitor : info.getLockedMonitors()) {
      JsonObject json = lock(monitor);
      StackTraceElement frame = monitor.getLockedStackFrame();
      // native code of the JVM takes monitors outside of any frame, such as to load a class
      json.addProperty("frame", frame == null ? null : Frames.text(frame));
      json.addProperty("plugin", frame == null ? null : Frames.pluginOf(frame));
      holds.add(json);
    }
    for (LockInfo lock : info.getLockedSynchronizers()) {
      JsonObject json = lock(lock);
      json.add("frame", JsonNull.INSTANCE); // the JVM does not know where it was taken
      json.add("plugin", JsonNull.INSTANCE);
      holds.add(json);
    }
    return holds;
  }

  private static JsonObject lock(LockInfo lock) {
    JsonObject json = new JsonObject();
    json.addProperty("class", lock.getClassName());
    json.addProperty("id", Integer.toHexString(lock.getIdentityHashCode()));
    return json;
  }

  /** Each cycle once, as ids of its threads. */
  private JsonArray deadlocks() {
    JsonArray cycles = new JsonArray();
    long[] stuck = bean.findDeadlockedThreads();
    if (stuck == null) {
      return cycles;
    }
    Map<Long, Long> waitsFor = new HashMap<>();
    for (ThreadInfo info : bean.getThreadInfo(stuck)) {
      if (info != null) {
        waitsFor.put(info.getThreadId(), info.getLockOwnerId());
      }
    }
    Set<Long> told = new HashSet<>();
    for (Long id : waitsFor.keySet()) {
      Set<Long> cycle = new LinkedHashSet<>();
      for (Long next = id; next != null && told.add(next); next = waitsFor.get(next)) {
        cycle.add(next);
      }
      if (!cycle.isEmpty()) {
        JsonArray ids = new JsonArray();
        cycle.forEach(ids::add);
        cycles.add(ids);
      }
    }
    return cycles;
  }
}
