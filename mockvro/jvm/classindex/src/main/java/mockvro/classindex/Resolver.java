package mockvro.classindex;

import java.util.Set;

/** Decides whether a reference has an answer in the universe. */
final class Resolver {
  /** Their methods take any descriptor (JVMS 2.9.3). */
  private static final Set<String> POLYMORPHIC =
      Set.of("java.lang.invoke.MethodHandle", "java.lang.invoke.VarHandle");

  /** What is missing about a reference: {@code class}, {@code method}, {@code field}, or nothing. */
  record Verdict(String kind, String layer) {}

  private static final String HIDDEN = "hidden";
  private static final Verdict FINE = null;
  private final Universe universe;

  Resolver(Universe universe) {
    this.universe = universe;
  }

  /** Returns null when the reference resolves, or when we cannot know. */
  Verdict judge(Reference reference) {
    String owner = reference.owner();
    var facts = universe.find(owner);
    if (facts.isEmpty()) {
      String layer = universe.hides(owner) ? HIDDEN : "";
      return universe.assumes(owner) ? FINE : new Verdict("class", layer);
    }
    if (reference.name() == null || POLYMORPHIC.contains(owner) || hasMember(owner, reference)) {
      return FINE;
    }
    return new Verdict(reference.method() ? "method" : "field", facts.get().layer());
  }

  /** An incomplete hierarchy might have the member, so it counts as having it. */
  private boolean hasMember(String owner, Reference reference) {
    for (ClassFacts each : universe.lineage(owner)) {
      if (each.has(reference.method(), reference.name(), reference.desc())) {
        return true;
      }
      for (String parent : Universe.parents(each)) {
        if (universe.find(parent).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}
