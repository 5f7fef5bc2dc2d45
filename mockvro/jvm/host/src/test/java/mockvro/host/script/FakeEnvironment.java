package mockvro.host.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plug-ins and a Python side made of maps. */
final class FakeEnvironment implements ScriptEnvironment {

  /** Finds an object, or throws. */
  @FunctionalInterface
  interface Finder {
    Object find(String id) throws Throwable;
  }

  final List<PluginScripting> plugins = new ArrayList<>();
  final Map<String, String> actions = new HashMap<>();
  final Map<String, Finder> finders = new HashMap<>();
  final Map<String, String> served = new HashMap<>();
  final List<JsonObject> calls = new ArrayList<>();
  final Map<String, Integer> singletons = new HashMap<>();

  FakeEnvironment() {
    for (String member : List.of("System.log", "System.warn", "System.error", "Server.error")) {
      served.put(member, "null");
    }
  }

  /** Adds a plug-in whose classes are those of the tests. */
  FakeEnvironment plugin(String name, String descriptor) {
    return plugin(name, FakeEnvironment.class.getClassLoader(), descriptor);
  }

  /** Adds a plug-in with a loader of its own. */
  FakeEnvironment plugin(String name, ClassLoader loader, String descriptor) {
    JsonObject parsed = JsonParser.parseString(descriptor).getAsJsonObject();
    plugins.add(new FakePlugin(name, loader, parsed, singletons));
    return this;
  }

  /** Adds an action with parameters a and b. */
  FakeEnvironment action(String module, String name, String script) {
    JsonObject action = new JsonObject();
    action.addProperty("id", module + "/" + name);
    action.addProperty("name", name);
    action.addProperty("module", module);
    action.addProperty("script", script);
    action.addProperty("resultType", "Any");
    action.add("params", JsonParser.parseString("[{'name':'a'},{'name':'b'}]"));
    actions.put(module + "/" + name, action.toString());
    return this;
  }

  @Override
  public Collection<PluginScripting> plugins() {
    return plugins;
  }

  @Override
  public JsonElement server(String method, JsonObject params) {
    calls.add(params);
    return switch (method) {
      case "server.module" -> module(params.get("name").getAsString());
      case "server.action" -> action(params);
      case "server.call" -> call(params);
      default -> throw new ServerCallFailed(method);
    };
  }

  private JsonElement call(JsonObject params) {
    String member = params.get("object").getAsString() + "." + params.get("member").getAsString();
    if (served.containsKey(member)) {
      return JsonParser.parseString(served.get(member));
    }
    throw new ServerCallFailed("server.call: " + member + " is not simulated");
  }

  private JsonElement module(String name) {
    List<String> names = new ArrayList<>();
    for (String key : actions.keySet()) {
      if (key.startsWith(name + "/")) {
        names.add("'" + key.substring(name.length() + 1) + "'");
      }
    }
    String form = "{'name':'" + name + "','actions':[" + String.join(",", names) + "]}";
    return names.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(form);
  }

  private JsonElement action(JsonObject params) {
    String key = params.get("module").getAsString() + "/" + params.get("name").getAsString();
    return actions.containsKey(key) ? JsonParser.parseString(actions.get(key)) : JsonNull.INSTANCE;
  }

  @Override
  public JsonObject describe(String session, Object object) {
    if (!(object instanceof Samples.Lamp lamp)) {
      return null;
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("type", "Light:Lamp");
    facts.addProperty("id", lamp.getName());
    facts.addProperty("display", lamp.getName());
    return facts;
  }

  @Override
  public Object find(String session, String fullType, String id) throws Throwable {
    if (!finders.containsKey(fullType)) {
      throw new ServerCallFailed("type " + fullType + " is not declared");
    }
    return finders.get(fullType).find(id);
  }

  @Override
  public List<?> findAll(String session, String fullType, String query) throws Throwable {
    return List.of(find(session, fullType, "a" + query), find(session, fullType, "b" + query));
  }

  /** Defines the samples again, as the loader of a plug-in does with its classes. */
  static final class PlugInLoader extends ClassLoader {
    PlugInLoader() {
      super("plugin:Light", FakeEnvironment.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Samples.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = file.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private record FakePlugin(
      String name, ClassLoader loader, JsonObject descriptor, Map<String, Integer> singletons)
      implements PluginScripting {

    @Override
    public Object singleton(String session, JsonObject object) throws Throwable {
      singletons.merge(session, 1, Integer::sum);
      if (session.equals("broken")) {
        throw new IllegalStateException("no singleton today");
      }
      String type = Samples.Switchboard.class.getName();
      return Class.forName(type, true, loader).getConstructor().newInstance();
    }

    @Override
    public void called(ClassLoader given, boolean wasInterrupted) {
      // nobody looks at the threads of tests
    }
  }
}
