package mockvro.host.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the product's scripting API, also of what is not simulated.
 *
 * <p>Source: {@code scripting-api-core.json}, names only.
 */
final class CoreCatalogue {

  private static final JsonObject CLASSES = load();

  private CoreCatalogue() {}

  private static JsonObject load() {
    try (InputStream file = CoreCatalogue.class.getResourceAsStream("core-api.json")) {
      InputStreamReader reader = new InputStreamReader(file, StandardCharsets.UTF_8);
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the product has a global of that name. */
  static boolean knows(String global) {
    return CLASSES.has(global);
  }

  /** Whether the global is a namespace such as System, not a class. */
  static boolean isNamespace(String global) {
    return CLASSES.getAsJsonObject(global).get("kind").getAsString().equals("namespace");
  }

  /** Whether a member is called on the global itself. */
  static boolean hasStatic(String global, String member) {
    return lists(global, "statics", member);
  }

  /** Whether objects of the class have such an attribute. */
  static boolean hasAttribute(String global, String member) {
    return lists(global, "attributes", member);
  }

  /** Whether objects of the class have such a method. */
  static boolean hasMethod(String global, String member) {
    return lists(global, "methods", member);
  }

  /** Whether objects of the class have a member of that name. */
  static boolean hasMember(String global, String member) {
    return hasAttribute(global, member) || hasMethod(global, member);
  }

  /** The names of all globals. */
  static Set<String> globals() {
    return new HashSet<>(CLASSES.keySet());
  }

  private static boolean lists(String global, String key, String member) {
    JsonObject entry = CLASSES.getAsJsonObject(global);
    if (entry == null || !entry.has(key)) {
      return false;
    }
    for (JsonElement name : entry.getAsJsonArray(key)) {
      if (name.getAsString().equals(member)) {
        return true;
      }
    }
    return false;
  }
}
