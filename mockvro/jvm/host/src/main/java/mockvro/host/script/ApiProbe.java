package mockvro.host.script;

import ch.dunes.vso.sdk.api.IPluginFactory;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import mockvro.host.plugin.Descriptor;
import org.mozilla.javascript.NativeJavaClass;
import org.mozilla.javascript.NativeJavaObject;
import org.mozilla.javascript.Scriptable;

/**
 * Tells for the declared members of one scripting object whether Rhino reaches them; nothing of the
 * plug-in is called ({@code docs/host-protocol.md}, {@code script.api}).
 */
final class ApiProbe {

  private static final String SINGLETON_METHOD = "createScriptingSingleton";

  private final ScriptClass type;
  private final JsonArray members = new JsonArray();
  private final Class<?> java;
  private final Scriptable instance;
  private final Scriptable statics;
  private final String problem;

  ApiProbe(Scriptable scope, ScriptClass type) {
    this.type = type;
    Class<?> loaded = null;
    Scriptable object = null;
    Scriptable global = null;
    String trouble = null;
    try {
      loaded = type.javaClass();
      Class<?> found = loaded;
      // without an object Rhino shows the members of the class, and nothing can be called
      object = JavaShutter.suspended(() -> new NativeJavaObject(scope, null, found));
      global = JavaShutter.suspended(() -> new NativeJavaClass(scope, found));
    } catch (ClassNotFoundException | LinkageError e) {
      trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    this.java = loaded;
    this.instance = object;
    this.statics = global;
    this.problem = trouble;
  }

  /** The facts about the object and its members. */
  JsonObject facts() {
    for (JsonObject each : Descriptor.list(type.element(), "constructors")) {
      constructor(each);
    }
    for (JsonObject each : Descriptor.list(type.element(), "attributes")) {
      attribute(ScriptClass.attribute(each));
    }
    for (JsonObject each : Descriptor.list(type.element(), "methods")) {
      method(ScriptClass.method(each), each);
    }
    if (type.singletonName() != null) {
      singleton();
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("script_name", type.name());
    facts.addProperty("java_class", type.javaName());
    facts.addProperty("constructible", problem == null && constructible());
    facts.add("members", members);
    return facts;
  }

  private boolean constructible() {
    boolean concrete = !Modifier.isAbstract(java.getModifiers()) && !java.isInterface();
    return type.creatable() && concrete && java.getConstructors().length > 0;
  }

  private void constructor(JsonObject element) {
    Arity arity = Arity.of(element);
    String detail = problem;
    if (detail == null) {
      detail = arity.problem(List.of(java.getConstructors()));
    }
    if (detail == null && !constructible()) {
      detail = "the object is not constructible";
    }
    add("constructor", type.name(), java == null ? "" : java.getName(), arity.most(), detail, "");
  }

  private void attribute(ScriptClass.Attribute attribute) {
    String java = attribute.javaName();
    boolean present = problem == null && (reads(java) || has(java));
    String missing = problem == null ? "no getter and no public field " + java : problem;
    boolean stuck = present && !attribute.readOnly() && !writes(java);
    String remark = stuck ? "cannot be written" : "";
    add("attribute", attribute.name(), java, 0, present ? null : missing, remark);
  }

  private boolean reads(String property) {
    String getter = type.getter(java, property);
    return getter != null && has(getter);
  }

  private boolean writes(String property) {
    if (!property.isEmpty() && has("set" + ScriptClass.capital(property))) {
      return true;
    }
    try {
      return !Modifier.isFinal(java.getField(property).getModifiers());
    } catch (NoSuchFieldException e) {
      return false;
    }
  }

  private boolean has(String name) {
    return instance.has(name, instance) || statics.has(name, statics);
  }

  private void method(ScriptClass.Method method, JsonObject element) {
    Arity arity = Arity.of(element);
    String detail = problem;
    if (detail == null && !has(method.javaName())) {
      detail = "no public method " + method.javaName();
    }
    if (detail == null) {
      detail = arity.problem(overloads(method.javaName(), method.isStatic()));
    }
    add("method", method.name(), method.javaName(), arity.most(), detail, "");
  }

  private List<Executable> overloads(String name, boolean onlyStatic) {
    List<Executable> all = new ArrayList<>();
    for (Method each : java.getMethods()) {
      boolean fits = !onlyStatic || Modifier.isStatic(each.getModifiers());
      if (each.getName().equals(name) && fits) {
        all.add(each);
      }
    }
    return all;
  }

  private void singleton() {
    String detail = problem;
    if (detail == null) {
      try {
        Method maker = java.getMethod(SINGLETON_METHOD, IPluginFactory.class);
        boolean isStatic = Modifier.isStatic(maker.getModifiers());
        detail = isStatic ? null : SINGLETON_METHOD + " is not static";
      } catch (NoSuchMethodException | LinkageError e) {
        detail = "no public method " + SINGLETON_METHOD + "(IPluginFactory)";
      }
    }
    add("singleton", type.singletonName(), SINGLETON_METHOD, 1, detail, "");
  }

  /**
   * Adds a member.
   *
   * @param missing why the member cannot be reached, or null when it can
   * @param remark what is worth knowing about a member that can be reached
   */
  private void add(
      String kind, String name, String javaName, int arity, String missing, String remark) {
    JsonObject member = new JsonObject();
    member.addProperty("kind", kind);
    member.addProperty("name", name);
    member.addProperty("java_name", javaName);
    member.addProperty("arity", arity);
    member.addProperty("present", missing == null);
    member.addProperty("detail", missing == null ? remark : missing);
    members.add(member);
  }

  /** How many arguments a declaration allows. */
  private record Arity(int least, int most) {

    static Arity of(JsonObject element) {
      List<JsonObject> params = Descriptor.list(element, "parameters");
      int optional = 0;
      for (JsonObject each : params) {
        optional += Descriptor.flag(each, "optional", false) ? 1 : 0;
      }
      return new Arity(params.size() - optional, params.size());
    }

    /** Why none of the overloads takes that many arguments, or null when one does. */
    String problem(List<? extends Executable> overloads) {
      List<Integer> counts = new ArrayList<>();
      for (Executable each : overloads) {
        int count = each.getParameterCount();
        if (each.isVarArgs() ? count - 1 <= most : count >= least && count <= most) {
          return null;
        }
        counts.add(count);
      }
      return "no overload takes " + most + " arguments, there are overloads for " + counts;
    }
  }
}
