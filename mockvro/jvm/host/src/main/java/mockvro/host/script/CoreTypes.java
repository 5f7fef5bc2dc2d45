package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import ch.dunes.vso.sdk.api.PluginTrigger;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;

/** The core classes that stand for values ({@code scripting-runtime.md} §8). */
final class CoreTypes {

  /** Bytes in the hand of a script. */
  record Bytes(byte[] value) {}

  /** A plug-in object that its plug-in no longer finds. */
  record Missing(String type, String id) {}

  /** An element of the Orchestrator that is passed around as a reference. */
  record Content(JsonObject reference) {}

  static final CoreType<PluginTrigger> TRIGGER =
      new CoreType<PluginTrigger>("Trigger")
          .made(CoreTypes::trigger)
          .reads("moduleName", (run, trigger) -> trigger.getModuleName())
          .reads("timeout", (run, trigger) -> trigger.getTimeout());

  static final CoreType<Bytes> BYTE_BUFFER =
      new CoreType<Bytes>("ByteBuffer")
          .made((run, args) -> new Bytes(Base64.getMimeDecoder().decode(args.text(0, ""))))
          .reads("length", (run, bytes) -> bytes.value().length);

  static final CoreType<MimeAttachment> MIME_ATTACHMENT =
      new CoreType<MimeAttachment>("MimeAttachment")
          .made(CoreTypes::attachment)
          .reads("name", (run, file) -> file.getName())
          .writes("name", (run, file, value) -> file.setName(value.text(0, null)))
          .reads("mimeType", (run, file) -> file.getMimeType())
          .writes("mimeType", (run, file, value) -> file.setMimeType(value.text(0, null)))
          .reads("content", (run, file) -> content(file))
          .writes("content", (run, file, value) -> file.setContent(encoded(value.text(0, null))))
          .reads("buffer", (run, file) -> buffer(run, file))
          .writes("buffer", (run, file, value) -> file.setContent(bytes(value)));

  static final CoreType<Iterator<?>> ITERATOR =
      new CoreType<Iterator<?>>("Iterator")
          .reads("hasNext", (run, all) -> all.hasNext())
          .reads("next", (run, all) -> all.next());

  static final CoreType<Enumeration<?>> ENUMERATION =
      new CoreType<Enumeration<?>>("Enumeration")
          .reads("hasNext", (run, all) -> all.hasMoreElements())
          .reads("next", (run, all) -> all.nextElement());

  static final CoreType<Missing> NOT_FOUND =
      new CoreType<Missing>("NotFound")
          .reads("originalType", (run, missing) -> missing.type())
          .reads("originalStringRepresentation", (run, missing) -> missing.id());

  /** Those that scripts make with {@code new}. */
  static final Map<String, CoreType<?>> CONSTRUCTIBLE =
      Map.of(
          "Trigger", TRIGGER,
          "ByteBuffer", BYTE_BUFFER,
          "MimeAttachment", MIME_ATTACHMENT);

  private CoreTypes() {}

  /** A workflow, configuration element and so on: only its id and name are known. */
  static CoreObject<Content> reference(Run run, JsonObject reference) {
    return new CoreType<Content>(reference.get("type").getAsString())
        .reads("id", (any, content) -> RunRequest.text(content.reference(), "id"))
        .reads("name", (any, content) -> RunRequest.text(content.reference(), "name"))
        .wrap(run, new Content(reference));
  }

  private static PluginTrigger trigger(Run run, Arguments args) {
    PluginTrigger trigger = new PluginTrigger();
    trigger.setModuleName(args.text(0, null));
    trigger.setTimeout(args.given(1) ? (long) args.number(1) : -1);
    return trigger;
  }

  private static MimeAttachment attachment(Run run, Arguments args) {
    if (args.given(0)) {
      throw run.notSimulated("MimeAttachment.constructor with a file");
    }
    return new MimeAttachment();
  }

  private static String content(MimeAttachment file) {
    byte[] bytes = file.getContent();
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] encoded(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object buffer(Run run, MimeAttachment file) {
    byte[] bytes = file.getContent();
    return bytes == null ? null : BYTE_BUFFER.wrap(run, new Bytes(bytes));
  }

  private static byte[] bytes(Arguments value) {
    boolean given = value.at(0) instanceof CoreObject<?> object && object.unwrap() instanceof Bytes;
    return given ? ((Bytes) ((CoreObject<?>) value.at(0)).unwrap()).value() : null;
  }
}
