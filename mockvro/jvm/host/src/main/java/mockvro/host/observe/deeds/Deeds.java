package mockvro.host.observe.deeds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import mockvro.host.observe.Observer;
import mockvro.host.observe.threads.ThreadStarts;
import mockvro.host.rpc.Call;
import mockvro.probe.Probe;

/**
 * What plug-ins do with what is shared: files, sockets, processes, threads, settings of the JVM.
 * Each call site is filed once and counted after that, so a million deeds need no more memory than
 * a thousand.
 */
public final class Deeds implements Probe.Listener {
  private static final int ENTRIES = 2000;
  private static final int TARGETS_OF_A_SITE = 300;
  private static final int TEXT = 1000;
  private static final String MORE = "…"; // stands for the further targets of a site
  private static final String THREAD = "thread";

  /** Whether this thread is looking at a deed: what looking does is none. */
  private static final ThreadLocal<boolean[]> LOOKING =
      ThreadLocal.withInitial(() -> new boolean[1]);

  private record Site(String point, String plugin, String place) {}

  /** A call site: how many targets it has, and its first stack, which all of them share. */
  private static final class Place {
    private final AtomicInteger targets = new AtomicInteger();
    private volatile JsonObject stack;
  }

  private record Key(Site site, String how, String target) {}

  private final Observer observer;
  private final ThreadStarts starts;
  private final Map<String, ProbePoint> points =
      ProbePoint.all().stream().collect(Collectors.toMap(ProbePoint::name, Function.identity()));
  private final Map<String, Budget> budgets =
      points.values().stream()
          .map(ProbePoint::what)
          .distinct()
          .collect(Collectors.toMap(Function.identity(), what -> new Budget()));
  private final Map<Key, Deed> deeds = new ConcurrentHashMap<>();
  private final Map<Site, Place> places = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();

  /** Nothing was seen yet. */
  public Deeds(Observer observer, ThreadStarts starts) {
    this.observer = observer;
    this.starts = starts;
  }

  @Override
  public void seen(String point, Object subject, Object first, Object second) {
    boolean[] looking = LOOKING.get();
    if (looking[0]) {
      return;
    }
    looking[0] = true;
    try {
      look(points.get(point), subject, first, second);
    } catch (RuntimeException | LinkageError e) {
      dropped.increment(); // what the JDK was doing goes on in any case
    } finally {
      looking[0] = false;
    }
  }

  private void look(ProbePoint point, Object subject, Object first, Object second) {
    Budget budget = budgets.get(point.what());
    long begin = System.nanoTime();
    if (!budget.grants(begin)) {
      return;
    }
    Sight sight = Sight.take(starts::owner);
    Target target = sight == null ? null : Target.of(point, subject, first, second);
    if (target != null) {
      Deed deed = note(point, sight, target);
      if (point.what().equals(THREAD)) {
        starts.started((Thread) subject, sight.plugin(), deed.started());
      }
    }
    budget.spend(System.nanoTime() - begin);
  }

  /**
   * Notes that a plug-in has a class loaded whose name comes from the call that is under way.
   *
   * @param name of the class
   */
  public void loadsClass(String name) {
    Call call = Call.current();
    String named = call == null ? null : call.argumentIn(name);
    if (named != null) {
      Sight sight = Sight.ofLoading(named.contains("."));
      if (sight != null) {
        JsonObject details = new JsonObject();
        details.addProperty("argument", named);
        ProbePoint point =
            new ProbePoint("class-name", "class-name", "load", "java/lang/Class", "forName", "*");
        note(point, sight, new Target("load", name, () -> details));
      }
    }
  }

  private Deed note(ProbePoint point, Sight sight, Target target) {
    Site site = new Site(point.name(), sight.plugin(), sight.site());
    Key key = new Key(site, target.how(), shortened(target.name()));
    Deed deed = deeds.get(key);
    if (deed == null) {
      deed = first(point, sight, target, key);
    }
    deed.again();
    return deed;
  }

  private Deed first(ProbePoint point, Sight sight, Target target, Key key) {
    Place place = places.computeIfAbsent(key.site(), site -> new Place());
    boolean more = place.targets.incrementAndGet() > TARGETS_OF_A_SITE;
    Key kept = more ? new Key(key.site(), target.how(), MORE) : key;
    Deed known = more ? deeds.get(kept) : null;
    if (known != null) {
      return known;
    }
    JsonObject stack = Stacks.here();
    JsonObject facts = facts(point, sight, target, kept.target());
    Deed fresh = new Deed(facts, place.stack == null ? place.stack = stack : place.stack);
    if (deeds.size() >= ENTRIES) {
      dropped.increment();
      return fresh;
    }
    Deed other = deeds.putIfAbsent(kept, fresh);
    if (other != null) {
      return other;
    }
    observer.file("deed", Stacks.with(facts, stack));
    return fresh;
  }

  private static JsonObject facts(ProbePoint point, Sight sight, Target target, String name) {
    JsonObject facts = new JsonObject();
    facts.addProperty("plugin", sight.plugin());
    facts.addProperty("what", point.what());
    facts.addProperty("how", target.how());
    facts.addProperty("method", point.label());
    facts.addProperty("target", name);
    facts.add("details", target.details().get());
    facts.addProperty("thread", Thread.currentThread().getName());
    facts.addProperty("call", Call.currentId());
    facts.addProperty("by", sight.byStack() ? "stack" : "thread");
    return facts;
  }

  private static String shortened(String text) {
    return text.length() > TEXT ? text.substring(0, TEXT) + MORE : text;
  }

  /**
   * What was seen so far.
   *
   * @param what only this kind; empty for all
   * @param plugin only of this plug-in; empty for all
   * @param blind probes that could not be placed
   */
  public JsonObject toJson(String what, String plugin, List<String> blind) {
    JsonArray events = new JsonArray();
    deeds.values().stream()
        .filter(deed -> what.isEmpty() || what.equals(deed.text("what")))
        .filter(deed -> plugin.isEmpty() || plugin.equals(deed.text("plugin")))
        .map(Deed::counted)
        .forEach(events::add);
    JsonObject unseen = new JsonObject();
    budgets.forEach((kind, budget) -> unseen.addProperty(kind, budget.unseen()));
    JsonObject all = new JsonObject();
    all.add("events", events);
    all.add("unseen", unseen);
    all.addProperty("dropped", dropped.sum());
    JsonArray missing = new JsonArray();
    blind.forEach(missing::add);
    all.add("blind", missing);
    return all;
  }

  /** The plug-in that was seen to register an MBean of that name; null when none was. */
  public String registrant(String bean) {
    for (Map.Entry<Key, Deed> each : deeds.entrySet()) {
      if (each.getKey().target().equals(bean) && each.getValue().text("what").equals("mbean")) {
        return each.getKey().site().plugin();
      }
    }
    return null;
  }

  /** Counts from zero. */
  public JsonElement forget() {
    deeds.clear();
    places.clear();
    dropped.reset();
    return null;
  }
}
