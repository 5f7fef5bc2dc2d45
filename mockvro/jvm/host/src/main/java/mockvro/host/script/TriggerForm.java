package mockvro.host.script;

import ch.dunes.vso.sdk.api.PluginTrigger;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;

/**
 * Triggers on the wire: what a person may want to read, and the Java serialisation in Base64,
 * which is the product's own form ({@code plugin-host-protocol.md} §6).
 */
final class TriggerForm {

  private static final ObjectInputFilter ONLY_TRIGGERS =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=10;maxbytes=1000000;ch.dunes.vso.sdk.api.PluginTrigger;"
              + "java.util.Properties;java.util.Hashtable;java.util.Map$Entry;"
              + "java.util.HashMap;java.lang.*;!*");

  private TriggerForm() {}

  /**
   * Writes a trigger.
   *
   * @throws IOException when the plug-in put something into it that cannot be serialised
   */
  static JsonObject write(PluginTrigger trigger) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trigger);
    }
    JsonObject form = new JsonObject();
    form.addProperty("module", trigger.getModuleName());
    form.addProperty("timeout", trigger.getTimeout());
    form.addProperty("data", Base64.getEncoder().encodeToString(bytes.toByteArray()));
    return form;
  }

  /**
   * Reads a trigger back; nothing but a trigger can come out of the bytes.
   *
   * @throws IOException when the bytes are something else
   */
  static PluginTrigger read(JsonObject form) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(form.get("data").getAsString());
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(ONLY_TRIGGERS);
      return (PluginTrigger) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
