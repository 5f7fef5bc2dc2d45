package mockvro.classindex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the plug-in's own classes, and of its libraries those that can be reached from a root.
 * Reachability is by class: whatever a reached class mentions is reached.
 */
final class Survey {
  private final Universe universe;
  private final Set<String> calls;
  private final Map<String, ClassScan> scans = new LinkedHashMap<>();
  private final Set<String> reachable = new HashSet<>();

  Survey(Universe universe, Collection<String> calls) {
    this.universe = universe;
    this.calls = Set.copyOf(calls);
  }

  /** Scans what is the plug-in's own, whether or not anything uses it. */
  void scanOwn(Collection<PluginJar.Unit> units) {
    units.forEach(this::scan);
  }

  /** Follows references from the roots, from own classes that a container finds by annotation too. */
  void reach(Collection<String> roots) {
    var todo = new ArrayDeque<String>(roots);
    scans.forEach((name, scan) -> {
      if (scan.isManaged()) {
        todo.add(name);
      }
    });
    while (!todo.isEmpty()) {
      String name = todo.remove();
      PluginJar.Unit unit = universe.unit(name);
      if (unit != null && reachable.add(name)) {
        todo.addAll(mentioned(scan(unit)));
      }
    }
  }

  Map<String, ClassScan> scans() {
    return scans;
  }

  boolean reaches(String name) {
    return reachable.contains(name);
  }

  private ClassScan scan(PluginJar.Unit unit) {
    return scans.computeIfAbsent(unit.name(), name -> read(unit));
  }

  private ClassScan read(PluginJar.Unit unit) {
    ClassScan scan = unit.read(bytes -> ClassScan.of(bytes, calls));
    return scan == null ? ClassScan.nothing() : scan;
  }

  private List<String> mentioned(ClassScan scan) {
    var names = new ArrayList<String>();
    scan.references().forEach(reference -> names.add(reference.owner()));
    scan.texts().stream().filter(text -> universe.unit(text) != null).forEach(names::add);
    return names;
  }
}
