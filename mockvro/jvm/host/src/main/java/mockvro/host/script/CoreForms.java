package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import ch.dunes.vso.sdk.api.PluginTrigger;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The stored texts of core values that the Python side keeps without looking into them.
 *
 * <p>A trigger is the Base64 of its Java serialisation, as in the product. The product's layout for
 * a MimeAttachment is not known; here it is the Base64 of a JSON object.
 */
final class CoreForms {

  private static final ObjectInputFilter ONLY_TRIGGERS =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=10;maxbytes=1000000;ch.dunes.vso.sdk.api.PluginTrigger;"
              + "java.util.Properties;java.util.Hashtable;java.util.Map$Entry;"
              + "java.util.HashMap;java.lang.*;!*");

  private CoreForms() {}

  /**
   * Writes a trigger.
   *
   * @throws IOException when the plug-in put something into it that cannot be serialised
   */
  static String write(PluginTrigger trigger) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trigger);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads a trigger back; nothing but a trigger can come out of the text.
   *
   * @throws UnreadableValue when the text is something else
   */
  static PluginTrigger trigger(String text) throws UnreadableValue {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(text)))) {
      in.setObjectInputFilter(ONLY_TRIGGERS);
      return (PluginTrigger) in.readObject();
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new UnreadableValue("the text of a Trigger cannot be read: " + e.getMessage());
    }
  }

  /** Writes a file. */
  static String write(MimeAttachment file) {
    byte[] content = file.getContent();
    JsonObject form = new JsonObject();
    form.addProperty("name", file.getName());
    form.addProperty("mime-type", file.getMimeType());
    form.addProperty(
        "content", content == null ? null : Base64.getEncoder().encodeToString(content));
    return Base64.getEncoder().encodeToString(form.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a file back.
   *
   * @throws UnreadableValue when the text has another layout, such as the product's own
   */
  static MimeAttachment attachment(String text) throws UnreadableValue {
    try {
      String json = new String(bytes(text), StandardCharsets.UTF_8);
      JsonObject form = JsonParser.parseString(json).getAsJsonObject();
      MimeAttachment file = new MimeAttachment();
      file.setName(part(form, "name"));
      file.setMimeType(part(form, "mime-type"));
      String content = part(form, "content");
      file.setContent(content == null ? null : bytes(content));
      return file;
    } catch (JsonParseException | IllegalStateException e) {
      throw new UnreadableValue("the text of a MimeAttachment has an unknown layout");
    }
  }

  private static String part(JsonObject form, String key) {
    JsonElement value = form.get(key);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }

  private static byte[] bytes(String base64) throws UnreadableValue {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnreadableValue("a text is no Base64: " + e.getMessage());
    }
  }
}
