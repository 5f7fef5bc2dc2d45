package mockvro.host.finder;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Locale;
import mockvro.host.observe.Throwables;

/** Object facts of docs/host-protocol.md; what the plug-in throws becomes part of them. */
public final class Facts {
  private final Finders finders;
  private final WireValues values;

  /** Facts about the objects of one plug-in. */
  public Facts(Finders finders, WireValues values) {
    this.finders = finders;
    this.values = values;
  }

  /**
   * The facts about an object.
   *
   * @param finder the finder of its type; null when the type is unknown
   * @param properties whether all properties are read
   */
  public JsonObject of(Finder finder, Object object, boolean properties) {
    JsonObject facts = new JsonObject();
    facts.addProperty("type", finder == null ? null : finder.type());
    facts.add("id", JsonNull.INSTANCE);
    facts.addProperty("class", object.getClass().getName());
    facts.add("display", JsonNull.INSTANCE);
    if (finder == null) {
      return facts;
    }
    facts.addProperty("declared", finders.declared(finder, object));
    try {
      facts.addProperty("id", id(finder, object));
    } catch (Throwable e) { // any method of the plug-in may have run
      facts.add("idError", Throwables.toJson(e));
    }
    facts.addProperty("display", display(finder, object, facts));
    if (properties) {
      facts.add("properties", properties(finder, object));
    }
    return facts;
  }

  /**
   * The id of an object: the accessor's value as text.
   *
   * @throws Throwable what the accessor threw
   */
  public static String id(Finder finder, Object object) throws Throwable {
    if (finder.idAccessor() == null) {
      return null;
    }
    Object id = Accessor.evaluate(object, finder.idAccessor());
    return id == null ? null : id.toString();
  }

  /** The value of the first property called like a name, else the id. */
  public static String display(Finder finder, Object object, String id) {
    Finder.Property named = nameProperty(finder);
    if (named == null) {
      return id;
    }
    try {
      Object name = read(object, named);
      return name == null ? id : name.toString();
    } catch (Throwable e) { // a broken name shows as the id; its property reports the error
      return id;
    }
  }

  private static String display(Finder finder, Object object, JsonObject facts) {
    JsonElement id = facts.get("id");
    return display(finder, object, id.isJsonNull() ? null : id.getAsString());
  }

  private static Finder.Property nameProperty(Finder finder) {
    for (String wanted : new String[] {"name", "displayname", "label", "title"}) {
      for (Finder.Property property : finder.properties()) {
        if (property.name().toLowerCase(Locale.ROOT).equals(wanted)) {
          return property;
        }
      }
    }
    return null;
  }

  private JsonObject properties(Finder finder, Object object) {
    JsonObject all = new JsonObject();
    for (Finder.Property property : finder.properties()) {
      JsonObject one = new JsonObject();
      try {
        one.add("value", values.toWire(read(object, property)));
      } catch (Throwable e) { // one bad property must not lose the others
        one.add("error", Throwables.toJson(e));
      }
      all.add(property.name(), one);
    }
    return all;
  }

  private static Object read(Object object, Finder.Property property) throws Throwable {
    if (property.bean() != null) {
      return Accessor.property(object, property.bean());
    }
    String accessor = property.accessor() == null ? property.name() : property.accessor();
    return Accessor.evaluate(object, accessor);
  }
}
