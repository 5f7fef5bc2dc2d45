package mockvro.host.finder;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockvro.host.plugin.Descriptor;

/** The finders of one plug-in: by type, and by the class of an object. */
public final class Finders {
  private final ClassLoader loader;
  private final Map<String, Finder> byType = new LinkedHashMap<>();
  private final Map<String, List<Finder>> byClass = new HashMap<>();
  private final boolean interfaces;

  /** Reads the finders of a descriptor; classes are loaded by the loader when needed. */
  public Finders(JsonObject descriptor, ClassLoader loader) {
    this.loader = loader;
    interfaces = Descriptor.flag(descriptor, "interface_mapping_allowed", false);
    for (JsonObject each : Descriptor.list(descriptor, "finders")) {
      Finder finder = Finder.of(each);
      if (byType.putIfAbsent(finder.type(), finder) == null && finder.javaClass() != null) {
        byClass.computeIfAbsent(finder.javaClass(), name -> new ArrayList<>()).add(finder);
      }
    }
  }

  /**
   * The finder of a type, or null. Open finders take every type that begins with theirs
   * (unverified in the product; the tolerant choice of {@code plugin-host-protocol.md} §8).
   */
  public Finder get(String type) {
    Finder exact = byType.get(type);
    if (exact != null) {
      return exact;
    }
    for (Finder finder : byType.values()) {
      if (finder.openTypes() && type.startsWith(finder.type())) {
        return finder.with(type, finder.idAccessor(), finder.properties());
      }
    }
    return null;
  }

  /**
   * The finder that claims an object: exact class, nearest superclass, interfaces when the
   * descriptor allows them; null when none does.
   */
  public Finder claiming(Object object) {
    return claiming(object, null);
  }

  /** As the other, but the expected type wins among finders of the same class. */
  public Finder claiming(Object object, Finder expected) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      Finder finder = choose(byClass.get(type.getName()), expected);
      if (finder != null) {
        return finder;
      }
    }
    return interfaces ? byInterface(object.getClass(), expected) : null;
  }

  /** Whether the object is of the finder's class; true when it declares none. */
  public boolean declared(Finder finder, Object object) {
    if (finder.javaClass() == null) {
      return true;
    }
    try {
      return Class.forName(finder.javaClass(), false, loader).isInstance(object);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static Finder choose(List<Finder> candidates, Finder expected) {
    if (candidates == null) {
      return null;
    }
    return candidates.contains(expected) ? expected : candidates.get(0);
  }

  private Finder byInterface(Class<?> type, Finder expected) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        Finder finder = choose(byClass.get(face.getName()), expected);
        finder = finder == null ? byInterface(face, expected) : finder;
        if (finder != null) {
          return finder;
        }
      }
    }
    return null;
  }
}
