package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Wrapper;

/** The core class ZipWriter: collects entries and writes them at once. */
final class ZipType {

  static final CoreType<ZipType> TYPE =
      new CoreType<ZipType>("ZipWriter")
          .made((run, args) -> new ZipType(FileTypes.path(args.at(0))))
          .does("addContent", (run, zip, args) -> zip.add(args))
          .does("addMimeAttachment", (run, zip, args) -> zip.addAttachment(args.at(0)))
          .does("clean", (run, zip, args) -> zip.clean())
          .does("writeZip", (run, zip, args) -> zip.write());

  private final Path path;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private ZipType(Path path) {
    this.path = path;
  }

  private Object add(Arguments args) {
    Charset encoding = Charset.forName(args.text(2, "UTF-8"));
    entries.put(args.text(0), args.text(1).getBytes(encoding));
    return HostFunction.nothing();
  }

  private Object addAttachment(Object given) {
    if (!(given instanceof Wrapper wrapper && wrapper.unwrap() instanceof MimeAttachment file)) {
      throw Context.reportRuntimeError("addMimeAttachment takes a MimeAttachment");
    }
    byte[] content = file.getContent();
    entries.put(String.valueOf(file.getName()), content == null ? new byte[0] : content);
    return HostFunction.nothing();
  }

  private Object clean() {
    entries.clear();
    return HostFunction.nothing();
  }

  private Object write() throws IOException {
    FileRights.check(path, FileRights.Right.WRITE);
    try (OutputStream file = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return HostFunction.nothing();
  }
}
