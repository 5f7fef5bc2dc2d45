package mockvro.host.script;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.plugin.Descriptor;
import org.mozilla.javascript.ClassCache;
import org.mozilla.javascript.Context;

/**
 * What the loaded plug-ins offer to scripts, and Rhino's reflection of their classes.
 *
 * <p>One world serves all runs until a plug-in comes or goes.
 */
final class PluginWorld {

  private final List<PluginScripting> plugins;
  private final ClassCache classCache;
  private final Map<String, ScriptClass> byName = new HashMap<>();
  private final Map<String, List<ScriptClass>> byJavaName = new HashMap<>();
  private final Map<String, ScriptClass> singletons = new HashMap<>();
  private final Map<Class<?>, Optional<ScriptClass>> byClass = new ConcurrentHashMap<>();

  PluginWorld(Context context, Collection<? extends PluginScripting> plugins) {
    this.plugins = List.copyOf(plugins);
    this.classCache = ClassCache.get(context.initStandardObjects());
    for (PluginScripting plugin : this.plugins) {
      Set<String> found = finderObjects(plugin);
      for (JsonObject element : Descriptor.list(plugin.descriptor(), "objects")) {
        add(new ScriptClass(plugin, element), found);
      }
    }
  }

  private static Set<String> finderObjects(PluginScripting plugin) {
    Set<String> names = new HashSet<>();
    for (JsonObject finder : Descriptor.list(plugin.descriptor(), "finders")) {
      names.add(Descriptor.text(finder, "script_object", ""));
    }
    return names;
  }

  private void add(ScriptClass object, Set<String> finderObjects) {
    byName.putIfAbsent(object.name(), object);
    List<ScriptClass> same =
        byJavaName.computeIfAbsent(object.javaName(), any -> new ArrayList<>());
    // a finder names the object that wraps its class, whatever else is made for that class
    same.add(finderObjects.contains(object.name()) ? 0 : same.size(), object);
    String singleton = object.singletonName();
    if (singleton != null) {
      singletons.putIfAbsent(singleton, object);
    }
  }

  /** Whether the same plug-ins are loaded still. */
  boolean isOf(Collection<? extends PluginScripting> now) {
    return plugins.equals(List.copyOf(now));
  }

  ClassCache classCache() {
    return classCache;
  }

  /** The class of that name in scripts, or null. */
  ScriptClass named(String name) {
    return byName.get(name);
  }

  /** The class whose singleton has that name in scripts, or null. */
  ScriptClass singleton(String name) {
    return singletons.get(name);
  }

  /**
   * The scripting class for objects of a Java class: exact class, then nearest superclass, then
   * interfaces where the plug-in allows it ({@code scripting-runtime.md} §5), or null.
   */
  ScriptClass of(Class<?> type) {
    return byClass.computeIfAbsent(type, this::search).orElse(null);
  }

  private Optional<ScriptClass> search(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      ScriptClass found = exact(each);
      if (found != null) {
        return Optional.of(found);
      }
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        ScriptClass found = byInterface(face);
        if (found != null) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private ScriptClass exact(Class<?> type) {
    for (ScriptClass each : byJavaName.getOrDefault(type.getName(), List.of())) {
      if (each.standsFor(type)) {
        return each;
      }
    }
    return null;
  }

  private ScriptClass byInterface(Class<?> face) {
    ScriptClass found = exact(face);
    if (found != null
        && Descriptor.flag(found.plugin().descriptor(), "interface_mapping_allowed", false)) {
      return found;
    }
    for (Class<?> parent : face.getInterfaces()) {
      ScriptClass inherited = byInterface(parent);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  /** The plug-in that defines a class, or null for classes of the platform. */
  PluginScripting owner(Class<?> type) {
    for (PluginScripting plugin : plugins) {
      if (type.getClassLoader() == plugin.loader()) {
        return plugin;
      }
    }
    return null;
  }

  /** The plug-in of that name, or null. */
  PluginScripting plugin(String name) {
    for (PluginScripting plugin : plugins) {
      if (plugin.name().equals(name)) {
        return plugin;
      }
    }
    return null;
  }
}
