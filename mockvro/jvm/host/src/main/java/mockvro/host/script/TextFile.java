package mockvro.host.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.Context;

/** A text file without an open handle, so that a script that ends early leaves none behind. */
final class TextFile {

  private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

  private final Path path;
  private int lineEndType;
  private List<String> unread;

  TextFile(Path path) {
    this.path = path;
  }

  /** A file in the folder for logs of scripts; the name has no folder ({@code §8}). */
  static TextFile log(String name) throws IOException {
    if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw Context.reportRuntimeError("A log file has a bare name, not '" + name + "'");
    }
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "script-logs");
    Files.createDirectories(folder);
    return new TextFile(folder.resolve(name));
  }

  boolean exists() {
    return Files.exists(path);
  }

  int lineEndType() {
    return lineEndType;
  }

  /** 0 for LF, 1 for CR LF, 2 for CR (which number means what is unverified). */
  void lineEndType(int type) {
    lineEndType = Math.max(0, Math.min(type, LINE_ENDS.size() - 1));
  }

  Object append(String text) throws IOException {
    FileRights.check(path, FileRights.Right.WRITE);
    Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return HostFunction.nothing();
  }

  Object appendLine(String text) throws IOException {
    return append(text + LINE_ENDS.get(lineEndType));
  }

  Object replace(String text) throws IOException {
    FileRights.check(path, FileRights.Right.WRITE);
    Files.writeString(path, text);
    return HostFunction.nothing();
  }

  /** The whole text. */
  String text() throws IOException {
    FileRights.check(path, FileRights.Right.READ);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return Files.readString(path, StandardCharsets.UTF_8);
  }

  /** The next line, or null at the end. */
  String line() throws IOException {
    if (unread == null) {
      unread = new ArrayList<>(text().lines().toList());
    }
    return unread.isEmpty() ? null : unread.remove(0);
  }

  Object rewind() {
    FileRights.check(path, FileRights.Right.READ);
    unread = null;
    return HostFunction.nothing();
  }
}
