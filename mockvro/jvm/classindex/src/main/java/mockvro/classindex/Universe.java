package mockvro.classindex;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * Every class a plug-in can see, in the order of its loaders: JDK, provided layers, its own jars.
 * Classes are read when first asked for, so the provided side costs what is used of it.
 */
final class Universe implements AutoCloseable {
  static final String PLUGIN = "plugin";
  static final String JDK = "jdk";

  private record Shelf(String layer, ZipFile zip) {}

  private final Jdk jdk;
  private final List<Shelf> shelves = new ArrayList<>();
  private final List<ZipFile> hidden = new ArrayList<>();
  private final Map<String, PluginJar.Unit> own = new HashMap<>();
  private final Map<String, Optional<ClassFacts>> known = new HashMap<>();
  private final List<String> assumed;
  private final List<PluginJar> jars;

  Universe(Question question, List<PluginJar> jars) throws IOException {
    this.jdk = new Jdk(question.java());
    this.assumed = question.assumed();
    this.jars = jars;
    for (PluginJar jar : jars) {
      jar.units().forEach(unit -> own.putIfAbsent(unit.name(), unit));
    }
    for (Question.Layer each : question.provided()) {
      shelves.add(new Shelf(each.layer(), new ZipFile(each.path())));
    }
    for (String each : question.hidden()) {
      hidden.add(new ZipFile(each));
    }
  }

  /** Finds a class; empty when nobody has it. */
  Optional<ClassFacts> find(String name) {
    Optional<ClassFacts> cached = known.get(name);
    if (cached == null) {
      cached = load(name);
      known.put(name, cached);
    }
    return cached;
  }

  /** Whether the product has the class in a layer that the plug-in's parent loader does not show. */
  boolean hides(String name) {
    String entry = name.replace('.', '/') + ".class";
    return hidden.stream().anyMatch(zip -> zip.getEntry(entry) != null);
  }

  /** The plug-in's class file of that name, or null; the first jar wins as in the product. */
  PluginJar.Unit unit(String name) {
    return own.get(name);
  }

  /** Whether the product has the class although no jar of ours holds it. */
  boolean assumes(String name) {
    return assumed.stream().anyMatch(name::startsWith);
  }

  /** The class with all super types, those that cannot be found left out. */
  List<ClassFacts> lineage(String name) {
    var found = new ArrayList<ClassFacts>();
    Set<String> todo = new LinkedHashSet<>(List.of(name));
    Set<String> seen = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      String next = todo.iterator().next();
      todo.remove(next);
      if (seen.add(next)) {
        find(next).ifPresent(facts -> {
          found.add(facts);
          todo.addAll(parents(facts));
        });
      }
    }
    return found;
  }

  /** Names of the direct super types; an interface has the methods of Object. */
  static List<String> parents(ClassFacts facts) {
    var names = new ArrayList<String>();
    if (facts.parent() != null) {
      names.add(facts.parent());
    }
    names.addAll(facts.interfaces());
    return names;
  }

  private Optional<ClassFacts> load(String name) {
    String path = name.replace('.', '/');
    String entry = path + ".class";
    try {
      byte[] bytes = jdk.read(path);
      if (bytes != null) {
        return Optional.of(ClassFacts.read(bytes, JDK));
      }
      for (Shelf shelf : shelves) {
        var found = shelf.zip().getEntry(entry);
        if (found != null) {
          try (InputStream stream = shelf.zip().getInputStream(found)) {
            return Optional.of(ClassFacts.read(stream.readAllBytes(), shelf.layer()));
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(entry + ": " + e.getMessage(), e);
    }
    PluginJar.Unit unit = own.get(name);
    return unit == null
        ? Optional.empty()
        : Optional.ofNullable(unit.read(bytes -> ClassFacts.read(bytes, PLUGIN)));
  }

  @Override
  public void close() throws IOException {
    jdk.close();
    for (Shelf shelf : shelves) {
      shelf.zip().close();
    }
    for (ZipFile each : hidden) {
      each.close();
    }
    for (PluginJar jar : jars) {
      jar.close();
    }
  }
}
