package mockvro.host.observe.deeds;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import mockvro.probe.Probe;

/**
 * Puts the probes into the JDK, in one go: a transformer that stayed would see every class that is
 * loaded, and each would have to be read from its file instead of the shared archive.
 */
public final class Probes {
  private final Map<String, List<ProbePoint>> points =
      ProbePoint.all().stream().collect(Collectors.groupingBy(ProbePoint::owner));
  private final Set<ProbePoint> placed = new LinkedHashSet<>();

  private Probes() {}

  /**
   * Starts in a thread of its own; no plug-in code may run before the result is there.
   *
   * @return the points that were not found in this JDK, as lines of {@code probes.txt}
   */
  public static Future<List<String>> begin(Instrumentation jvm, Probe.Listener listener) {
    FutureTask<List<String>> task = new FutureTask<>(() -> new Probes().install(jvm, listener));
    Thread thread = new Thread(task, "mockvro-probes");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** No probes at all: every point is told as not found. */
  public static Future<List<String>> none() {
    List<String> all = ProbePoint.all().stream().map(ProbePoint::name).toList();
    return CompletableFuture.completedFuture(all);
  }

  /** Waits until the probes are in; what could not be placed. */
  public static List<String> blind(Future<List<String>> probes) {
    try {
      return probes.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the probes could not be placed", e);
    }
  }

  private List<String> install(Instrumentation jvm, Probe.Listener listener)
      throws UnmodifiableClassException {
    List<Class<?>> targets = new ArrayList<>();
    for (List<ProbePoint> each : points.values()) {
      load(each.get(0).className(), targets);
    }
    targets.forEach(Probes::link);
    ClassFileTransformer transformer = new Transformer();
    jvm.addTransformer(transformer, true);
    try {
      jvm.retransformClasses(targets.toArray(new Class<?>[0]));
    } finally {
      jvm.removeTransformer(transformer);
    }
    // everything that looking needs is loaded before a probe can meet the JDK half-way through that
    listener.seen(points.values().iterator().next().get(0).name(), null, null, null);
    Probe.install(listener);
    return points.values().stream()
        .flatMap(List::stream)
        .filter(point -> !placed.contains(point))
        .map(ProbePoint::name)
        .toList();
  }

  private static void load(String name, List<Class<?>> targets) {
    try {
      targets.add(Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
    } catch (ClassNotFoundException e) {
      return; // another JDK: its points are told as not found
    }
  }

  /**
   * A class that another thread links while it is retransformed ends the JVM with a signal
   * (JDK-8277444); asking for its members links it, or waits for who does.
   */
  private static void link(Class<?> type) {
    if (type.isInterface()) {
      type.getDeclaredMethods(); // an interface is not asked for its constructors
    }
    type.getDeclaredConstructors();
  }

  private final class Transformer implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
      List<ProbePoint> wanted = points.get(name);
      if (wanted == null || type == null) {
        return null;
      }
      ProbeWriter.Probed probed = ProbeWriter.write(bytes, wanted);
      placed.addAll(probed.placed());
      return probed.bytes();
    }
  }
}
