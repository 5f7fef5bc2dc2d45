package mockvro.host.observe;

import com.google.gson.JsonObject;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.Future;
import mockvro.host.observe.deeds.Deeds;
import mockvro.host.observe.deeds.Probes;
import mockvro.host.observe.heap.Histogram;
import mockvro.host.observe.heap.HeapState;
import mockvro.host.observe.heap.LoaderWatch;
import mockvro.host.observe.heap.PathSearch;
import mockvro.host.observe.state.Inside;
import mockvro.host.observe.state.JvmState;
import mockvro.host.observe.state.Pools;
import mockvro.host.observe.threads.ThreadSnapshot;
import mockvro.host.observe.threads.ThreadStarts;

/** Everything that watches the JVM; see docs/observer.md. */
public final class Lookout {
  /** System property that leaves out what costs something in each call; for measuring that. */
  private static final String OFF = "mockvro.unobserved";

  private final Instrumentation jvm;
  private final Inside inside;
  private final ThreadStarts starts = new ThreadStarts();
  private final Deeds deeds;
  private final Future<List<String>> probes;
  private final JvmState state;
  private final Leftovers leftovers;
  private final LoaderWatch loaders;
  private final Callbacks callbacks;
  private final Pools pools;

  /** Puts the probes into the JDK in the background. */
  public Lookout(Instrumentation jvm, Inside inside, Observer observer) {
    this.jvm = jvm;
    this.inside = inside;
    deeds = new Deeds(observer, starts);
    boolean looks = !Boolean.getBoolean(OFF);
    probes = looks ? Probes.begin(jvm, deeds) : Probes.none();
    state = new JvmState(inside);
    leftovers = new Leftovers(observer, inside, looks);
    callbacks = new Callbacks(observer);
    pools = new Pools(inside, deeds::registrant);
    loaders = new LoaderWatch(new PathSearch(jvm, inside));
  }

  /** Called before code of a plug-in runs: the probes are in, the state before it is kept. */
  public void ready() {
    Probes.blind(probes);
    state.keep();
  }

  /** What plug-ins do. */
  public Deeds deeds() {
    return deeds;
  }

  /** What calls leave on threads. */
  public Leftovers leftovers() {
    return leftovers;
  }

  /** Answers to notifications. */
  public Callbacks callbacks() {
    return callbacks;
  }

  /** The loaders of plug-ins. */
  public LoaderWatch loaders() {
    return loaders;
  }

  /** Whether the loader of an unloaded plug-in goes away, and what may hold it. */
  public JsonObject fate(String plugin, int gcs, long seconds) {
    JsonObject fate = loaders.fate(plugin, gcs, seconds);
    JsonObject now = state.toJson().getAsJsonObject("state");
    fate.add("holders", Holders.of(plugin, threads(), now));
    return fate;
  }

  /** Settings of the JVM, now and before. */
  public JsonObject state() {
    return state.toJson();
  }

  /** Pools of connections that say what is borrowed. */
  public JsonObject pools() {
    return pools.toJson();
  }

  /** All threads. */
  public JsonObject threads() {
    return new ThreadSnapshot(starts, inside).take();
  }

  /** Deeds of one kind and plug-in; empty texts mean any. */
  public JsonObject events(String what, String plugin) {
    return deeds.toJson(what, plugin, Probes.blind(probes));
  }

  /** Memory after a collection. */
  public JsonObject collect() {
    return HeapState.collect(jvm);
  }

  /** Live instances after a collection; those of one plug-in when it is named. */
  public JsonObject histogram(String plugin) {
    return new Histogram(jvm).take(plugin);
  }
}
