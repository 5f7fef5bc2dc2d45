package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import ch.dunes.vso.sdk.api.PluginTrigger;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.UniqueTag;
import org.mozilla.javascript.Wrapper;

/** Script values in the form of the wire ({@code scripting-runtime.md} §6.3). */
final class WireWriter {

  private final Run run;
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private WireWriter(Run run) {
    this.run = run;
  }

  /**
   * Writes one value.
   *
   * @throws Throwable whatever a plug-in threw while the id of its object was read
   */
  static JsonElement write(Run run, Object value) throws Throwable {
    return new WireWriter(run).write(value);
  }

  private JsonElement write(Object value) throws Throwable {
    if (value == null || value == Undefined.instance || value instanceof UniqueTag) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof CharSequence text) {
      return tagged("string", new JsonPrimitive(text.toString()));
    }
    if (value instanceof Number number) {
      return tagged("number", number(number.doubleValue()));
    }
    if (value instanceof Boolean truth) {
      return tagged("boolean", new JsonPrimitive(truth));
    }
    return structure(value);
  }

  private JsonElement structure(Object value) throws Throwable {
    if (!open.add(value)) {
      throw Context.reportRuntimeError("Cannot convert recursive JavaScript structures!");
    }
    try {
      return open(value);
    } finally {
      open.remove(value);
    }
  }

  private JsonElement open(Object value) throws Throwable {
    if (value instanceof NativeArray array) {
      return tagged("array", array(array));
    }
    if (value instanceof PropertiesObject properties) {
      return tagged("properties", entries(properties));
    }
    if (value instanceof NativeObject literal) {
      return tagged("properties", entries(literal));
    }
    if (value instanceof FactObject facts) {
      return tagged("core-object", facts(facts));
    }
    if (value instanceof CoreObject<?> core && core.reference() != null) {
      return tagged("sdk-object", core.reference());
    }
    if (value instanceof ModuleObject module) {
      return tagged("sdk-object", module.reference());
    }
    if (value instanceof Scriptable date && date.getClassName().equals("Date")) {
      double millis = Context.toNumber(value);
      return Double.isNaN(millis)
          ? JsonNull.INSTANCE
          : tagged("date", new JsonPrimitive((long) millis));
    }
    return foreign(value instanceof Wrapper wrapper ? wrapper.unwrap() : value);
  }

  private JsonObject facts(FactObject object) throws Throwable {
    JsonObject attributes = new JsonObject();
    for (Map.Entry<String, Object> each : object.attributes().entrySet()) {
      attributes.add(each.getKey(), write(each.getValue()));
    }
    JsonObject form = new JsonObject();
    form.addProperty("class", object.getClassName());
    form.add("attributes", attributes);
    return form;
  }

  private JsonArray array(NativeArray array) throws Throwable {
    JsonArray elements = new JsonArray();
    for (int i = 0; i < array.getLength(); i++) {
      elements.add(write(array.get(i, array))); // a hole is NOT_FOUND, which becomes null
    }
    return elements;
  }

  private JsonObject entries(ScriptableObject object) throws Throwable {
    JsonObject entries = new JsonObject();
    for (Object id : object.getIds()) {
      Object value =
          id instanceof Integer index
              ? ScriptableObject.getProperty(object, index)
              : ScriptableObject.getProperty(object, (String) id);
      entries.add(String.valueOf(id), write(value));
    }
    return entries;
  }

  private JsonElement foreign(Object object) throws Throwable {
    if (object instanceof PluginTrigger trigger) {
      return tagged("object", named("Trigger", CoreForms.write(trigger)));
    }
    if (object instanceof MimeAttachment file) {
      return tagged("object", named("MimeAttachment", CoreForms.write(file)));
    }
    if (object instanceof CoreTypes.Missing missing) {
      return tagged("sdk-object", reference(missing.type(), missing.id()));
    }
    JsonObject facts = run.environment().describe(run.session(), object);
    if (facts == null) {
      return tagged("object", opaque(object));
    }
    JsonElement id = facts.get("id");
    if (id == null || id.isJsonNull() || id.getAsString().isEmpty()) {
      run.note("null-id", object.getClass());
    }
    return tagged("sdk-object", facts);
  }

  private static JsonObject reference(String type, String id) {
    JsonObject reference = new JsonObject();
    reference.addProperty("type", type);
    reference.addProperty("id", id);
    return reference;
  }

  private static JsonObject opaque(Object object) {
    return named(object.getClass().getName(), Context.toString(object));
  }

  private static JsonObject named(String kind, String text) {
    JsonObject form = new JsonObject();
    form.addProperty("class", kind);
    form.addProperty("text", text);
    return form;
  }

  private static JsonPrimitive number(double number) {
    boolean plain = !Double.isNaN(number) && !Double.isInfinite(number);
    return plain ? new JsonPrimitive(number) : new JsonPrimitive(Double.toString(number));
  }

  private static JsonObject tagged(String tag, JsonElement value) {
    JsonObject tagged = new JsonObject();
    tagged.add(tag, value);
    return tagged;
  }
}
