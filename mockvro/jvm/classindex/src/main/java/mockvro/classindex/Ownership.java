package mockvro.classindex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which jars hold the plug-in's own code: those with an adaptor, and those whose packages share the
 * first three segments with one. Helper jars of the SDK never do.
 */
final class Ownership {
  private static final int SEGMENTS = 3;

  private Ownership() {}

  static Set<Integer> of(Question question, List<PluginJar> jars) {
    Set<String> home = Set.copyOf(question.home());
    Set<String> families = new HashSet<>();
    var own = new TreeSet<Integer>();
    for (int i = 0; i < jars.size(); i++) {
      for (PluginJar.Unit unit : jars.get(i).units()) {
        if (!question.exempt().contains(i) && home.contains(unit.name())) {
          own.add(i);
          families.add(family(unit.name()));
        }
      }
    }
    for (int i = 0; i < jars.size(); i++) {
      boolean related = jars.get(i).units().stream().map(PluginJar.Unit::name)
          .anyMatch(name -> families.contains(family(name)));
      if (related && !question.exempt().contains(i)) {
        own.add(i);
      }
    }
    return own;
  }

  /** The class files of own jars that the loader would take: the first of each name. */
  static List<PluginJar.Unit> units(Set<Integer> own, List<PluginJar> jars) {
    var units = new ArrayList<PluginJar.Unit>();
    var seen = new HashSet<String>();
    for (PluginJar jar : jars) {
      for (PluginJar.Unit unit : jar.units()) {
        if (seen.add(unit.name()) && own.contains(unit.jar())) {
          units.add(unit);
        }
      }
    }
    return units;
  }

  private static String family(String name) {
    String[] parts = name.split("\\.");
    int count = Math.min(SEGMENTS, parts.length - 1);
    return String.join(".", List.of(parts).subList(0, count));
  }
}
