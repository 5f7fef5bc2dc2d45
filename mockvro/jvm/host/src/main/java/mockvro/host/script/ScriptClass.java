package mockvro.host.script;

import com.google.gson.JsonObject;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.plugin.Descriptor;

/** An {@code object} element of a descriptor: a Java class as scripts may use it. */
final class ScriptClass {

  /** A declared attribute; the Java name is a bean property or a public field. */
  record Attribute(String name, String javaName, boolean readOnly) {}

  /** A declared method; several declarations of one Java name are its overloads. */
  record Method(String name, String javaName, boolean isStatic, int arity) {}

  /** Even strict objects can be printed and compared. */
  private static final Set<String> ALWAYS = Set.of("toString", "equals", "hashCode");

  private static final String NO_GETTER = "";

  private final PluginScripting plugin;
  private final JsonObject element;
  private final String name;
  private final String javaName;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<Class<?>, Map<String, String>> getters = new ConcurrentHashMap<>();
  private volatile Class<?> loaded;

  ScriptClass(PluginScripting plugin, JsonObject element) {
    this.plugin = plugin;
    this.element = element;
    this.name = Descriptor.text(element, "script_name", "");
    this.javaName = Descriptor.text(element, "java_class", "");
    for (JsonObject each : Descriptor.list(element, "attributes")) {
      Attribute attribute = attribute(each);
      attributes.putIfAbsent(attribute.name(), attribute);
    }
    for (JsonObject each : Descriptor.list(element, "methods")) {
      Method method = method(each);
      methods.putIfAbsent(method.name(), method);
    }
  }

  static Attribute attribute(JsonObject element) {
    return new Attribute(
        Descriptor.text(element, "script_name", ""),
        Descriptor.text(element, "java_name", ""),
        Descriptor.flag(element, "read_only", false));
  }

  static Method method(JsonObject element) {
    return new Method(
        Descriptor.text(element, "script_name", ""),
        Descriptor.text(element, "java_name", ""),
        Descriptor.flag(element, "static", false),
        Descriptor.list(element, "parameters").size());
  }

  PluginScripting plugin() {
    return plugin;
  }

  JsonObject element() {
    return element;
  }

  String name() {
    return name;
  }

  String javaName() {
    return javaName;
  }

  /** Whether scripts may call {@code new}; the documented default is true. */
  boolean creatable() {
    return Descriptor.flag(element, "create", true);
  }

  /** Whether only declared members can be reached. */
  boolean strict() {
    return Descriptor.flag(element, "strict", false);
  }

  /** The name of the global singleton, or null. */
  String singletonName() {
    return element.get("singleton") instanceof JsonObject singleton
        ? Descriptor.text(singleton, "script_name", null)
        : null;
  }

  Attribute attribute(String member) {
    return attributes.get(member);
  }

  Method method(String member) {
    return methods.get(member);
  }

  Iterable<Attribute> attributes() {
    return attributes.values();
  }

  Iterable<Method> methods() {
    return methods.values();
  }

  /** Whether a member that is not declared can be reached. */
  boolean opens(String member) {
    return !strict() || ALWAYS.contains(member);
  }

  /**
   * The class behind the object; it is not initialised by asking for it.
   *
   * @throws ClassNotFoundException when the plug-in has no such class
   */
  Class<?> javaClass() throws ClassNotFoundException {
    Class<?> known = loaded;
    if (known == null) {
      known = Class.forName(javaName, false, plugin.loader());
      loaded = known;
    }
    return known;
  }

  /** Whether this object is made for the class: the same name is not enough, loaders differ. */
  boolean standsFor(Class<?> type) {
    try {
      return type.getName().equals(javaName) && javaClass() == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // script.api reports a class that does not load
    }
  }

  /** The name of the getter of a bean property, or null. */
  String getter(Class<?> type, String property) {
    Map<String, String> known = getters.computeIfAbsent(type, any -> new ConcurrentHashMap<>());
    String getter = known.computeIfAbsent(property, any -> findGetter(type, property));
    return getter.equals(NO_GETTER) ? null : getter;
  }

  private static String findGetter(Class<?> type, String property) {
    if (property.isEmpty()) {
      return NO_GETTER;
    }
    String tail = capital(property);
    for (java.lang.reflect.Method method : type.getMethods()) {
      boolean fits = method.getName().equals("get" + tail) || method.getName().equals("is" + tail);
      boolean reads = method.getParameterCount() == 0 && method.getReturnType() != void.class;
      if (fits && reads && !Modifier.isStatic(method.getModifiers())) {
        return method.getName();
      }
    }
    return NO_GETTER;
  }

  /** The bean spelling of a property behind get, is and set. */
  static String capital(String property) {
    return Character.toUpperCase(property.charAt(0)) + property.substring(1);
  }
}
