package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import ch.dunes.vso.sdk.api.PluginTrigger;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mozilla.javascript.NativeArray;

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
          .made((run, args) -> new Bytes(decoded(args)))
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
          .writes("buffer", (run, file, value) -> file.setContent(bytes(value)))
          .does("write", CoreTypes::writeTo);

  static final CoreType<Iterator<?>> ITERATOR =
      new CoreType<Iterator<?>>("Iterator")
          .reads("hasNext", (run, all) -> all.hasNext())
          .reads("next", (run, all) -> all.next());

  static final CoreType<Enumeration<?>> ENUMERATION =
      new CoreType<Enumeration<?>>("Enumeration")
          .made((run, args) -> elements(args.at(0)))
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
          "Enumeration", ENUMERATION,
          "MimeAttachment", MIME_ATTACHMENT);

  /** Classes whose objects scripts can give another name. */
  private static final Set<String> RENAMED = Set.of("ResourceElement", "AuthorizationElement");

  private static final Map<String, CoreType<Content>> CONTENT = new ConcurrentHashMap<>();

  private CoreTypes() {}

  /**
   * A workflow, configuration element and so on: its id is known here, and its name where it
   * cannot change.
   */
  static CoreObject<Content> reference(Run run, JsonObject reference) {
    String type = RunRequest.text(reference, "type");
    boolean named = !RENAMED.contains(type) && !RunRequest.text(reference, "name").isEmpty();
    return CONTENT
        .computeIfAbsent(type + named, any -> contentType(type, named))
        .wrap(run, new Content(reference));
  }

  private static CoreType<Content> contentType(String type, boolean named) {
    CoreType<Content> made =
        new CoreType<Content>(type)
            .refers(Content::reference)
            .reads("id", (any, content) -> RunRequest.text(content.reference(), "id"));
    if (type.equals("ResourceElement")) {
      ResourceFiles.add(made);
    }
    return named
        ? made.reads("name", (any, content) -> RunRequest.text(content.reference(), "name"))
        : made;
  }

  private static Enumeration<?> elements(Object value) {
    return value instanceof NativeArray array
        ? Collections.enumeration(Arrays.asList(array.toArray()))
        : Collections.emptyEnumeration();
  }

  private static PluginTrigger trigger(Run run, Arguments args) {
    PluginTrigger trigger = new PluginTrigger();
    trigger.setModuleName(args.text(0, null));
    trigger.setTimeout(args.given(1) ? (long) args.number(1) : -1);
    return trigger;
  }

  /** Without argument empty, else with the content of a file. */
  private static MimeAttachment attachment(Run run, Arguments args) throws IOException {
    return args.given(0) ? fromFile(FileTypes.path(args.at(0))) : new MimeAttachment();
  }

  /** An attachment with the content of a file, if scripts may read it. */
  static MimeAttachment fromFile(Path path) throws IOException {
    FileRights.check(path, FileRights.Right.READ);
    MimeAttachment made = new MimeAttachment();
    made.setName(path.getFileName().toString());
    made.setMimeType(URLConnection.guessContentTypeFromName(path.toString()));
    made.setContent(Files.readAllBytes(path));
    return made;
  }

  /** Directory and file name; without a name that of the attachment. */
  private static Object writeTo(Run run, MimeAttachment file, Arguments args)
      throws IOException {
    Path path = FileTypes.path(args.at(0)).resolve(args.text(1, file.getName()));
    FileRights.check(path, FileRights.Right.WRITE);
    Files.write(path, file.getContent() == null ? new byte[0] : file.getContent());
    return HostFunction.nothing();
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

  /** The argument is Base64, or other bytes. */
  private static byte[] decoded(Arguments args) {
    byte[] copied = bytes(args);
    return copied == null ? Base64.getMimeDecoder().decode(args.text(0, "")) : copied.clone();
  }

  private static byte[] bytes(Arguments value) {
    boolean given = value.at(0) instanceof CoreObject<?> object && object.unwrap() instanceof Bytes;
    return given ? ((Bytes) ((CoreObject<?>) value.at(0)).unwrap()).value() : null;
  }
}
