package mockvro.host.script;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.Wrapper;

/**
 * The core class Properties: entries are reached by {@code get} and {@code put} and like members.
 *
 * <p>Observed details: {@code scripting-runtime.md} §8. A plug-in method gets a HashMap.
 */
final class PropertiesObject extends ScriptableObject implements Wrapper {

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final transient Map<String, Object> entries = new LinkedHashMap<>();

  PropertiesObject(Run run) {
    super(run.scope(), ScriptableObject.getObjectPrototype(run.scope()));
    this.run = run;
  }

  /** Copies an object literal or other Properties; anything else gives an empty one. */
  static PropertiesObject of(Run run, Object source) {
    PropertiesObject made = new PropertiesObject(run);
    if (source instanceof PropertiesObject other) {
      made.entries.putAll(other.entries);
    } else if (source instanceof org.mozilla.javascript.NativeObject literal) {
      for (Object id : literal.getIds()) {
        String key = Context.toString(id);
        made.store(key, ScriptableObject.getProperty(literal, key));
      }
    }
    return made;
  }

  /** Keeps a script value under a key. */
  void store(String key, Object value) {
    Object kept = value instanceof CharSequence text ? text.toString() : value;
    entries.put(key, kept == Undefined.instance ? null : kept);
  }

  /** The entries as they are, script values. */
  Map<String, Object> entries() {
    return entries;
  }

  @Override
  public String getClassName() {
    return "Properties";
  }

  /** What a plug-in method gets: a HashMap; plug-in objects in it are the plug-in's own. */
  @Override
  public Object unwrap() {
    Map<String, Object> map = new HashMap<>();
    entries.forEach((key, value) -> map.put(key, value instanceof Wrapper w ? w.unwrap() : value));
    return map;
  }

  @Override
  public Object get(String name, Scriptable start) {
    if (entries.containsKey(name)) {
      return entries.get(name);
    }
    HostFunction.Body method = method(name);
    if (method != null) {
      return new HostFunction(run.scope(), name, method);
    }
    return name.equals("keys") ? keys() : super.get(name, start);
  }

  private HostFunction.Body method(String name) {
    return switch (name) {
      case "get" -> (any, args) -> entries.get(args.text(0));
      case "put" -> (any, args) -> put(args);
      case "remove" -> (any, args) -> entries.remove(args.text(0));
      case "load" -> (any, args) -> load(args);
      default -> null;
    };
  }

  private Object put(Arguments args) {
    store(args.text(0), args.at(1));
    return HostFunction.nothing();
  }

  private Object load(Arguments args) throws IOException {
    Properties loaded = new Properties();
    loaded.load(new StringReader(source(args.at(0))));
    loaded.forEach((key, value) -> store((String) key, value));
    return HostFunction.nothing();
  }

  /** The text itself, or that of a File or URL. */
  private String source(Object given) throws IOException {
    if (given instanceof CoreObject<?> url && url.unwrap() instanceof UrlType source) {
      return source.get(run);
    }
    return given instanceof CoreObject<?>
        ? new TextFile(FileTypes.path(given)).text()
        : Context.toString(given);
  }

  private Object keys() {
    Object[] names = entries.keySet().toArray();
    return Context.getCurrentContext().newArray(run.scope(), names);
  }

  @Override
  public Object get(int index, Scriptable start) {
    return get(String.valueOf(index), start);
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    store(name, value);
  }

  @Override
  public void put(int index, Scriptable start, Object value) {
    store(String.valueOf(index), value);
  }

  @Override
  public boolean has(String name, Scriptable start) {
    return entries.containsKey(name) || name.equals("keys") || method(name) != null;
  }

  @Override
  public boolean has(int index, Scriptable start) {
    return has(String.valueOf(index), start);
  }

  @Override
  public void delete(String name) {
    entries.remove(name);
  }

  @Override
  public void delete(int index) {
    entries.remove(String.valueOf(index));
  }

  @Override
  public Object[] getIds() {
    return entries.keySet().toArray();
  }

  @Override
  public Object getDefaultValue(Class<?> hint) {
    return "HashMap:" + entries.size();
  }
}
