package mockvro.host.script;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The core classes for files; names and existence are not subject to the rights list. */
final class FileTypes {

  static final CoreType<File> FILE =
      new CoreType<File>("File")
          .made((run, args) -> new File(args.text(0)))
          .reads("name", (run, file) -> file.getName())
          .reads("path", (run, file) -> file.getPath())
          .reads("directory", (run, file) -> file.getParent())
          .reads("extension", (run, file) -> SystemNamespace.extension(file.getName()))
          .reads("exists", (run, file) -> file.exists())
          .reads("isDir", (run, file) -> file.isDirectory())
          .reads("length", (run, file) -> allowedToRead(file).length())
          .does("write", (run, file, args) -> write(file, args.text(0)))
          .does("deleteFile", (run, file, args) -> delete(file))
          .does("createFile", (run, file, args) -> write(file, ""))
          .does("createDirectory", (run, file, args) -> createDirectory(file))
          .does("list", (run, file, args) -> list(file, args.text(0, null)));

  static final CoreType<TextFile> FILE_WRITER =
      new CoreType<TextFile>("FileWriter")
          .made((run, args) -> new TextFile(Path.of(args.text(0))))
          .reads("exists", (run, file) -> Files.exists(file.path))
          .does("open", (run, file, args) -> file.append(""))
          .does("clean", (run, file, args) -> file.clean())
          .does("write", (run, file, args) -> file.append(args.text(0)))
          .does("writeLine", (run, file, args) -> file.append(args.text(0) + "\n"))
          .does("close", (run, file, args) -> HostFunction.nothing());

  static final CoreType<TextFile> FILE_READER =
      new CoreType<TextFile>("FileReader")
          .made((run, args) -> new TextFile(Path.of(args.text(0))))
          .reads("exists", (run, file) -> Files.exists(file.path))
          .does("open", (run, file, args) -> file.rewind())
          .does("readAll", (run, file, args) -> file.text())
          .does("readLine", (run, file, args) -> file.line())
          .does("close", (run, file, args) -> file.rewind());

  static final Map<String, CoreType<?>> CONSTRUCTIBLE =
      Map.of("File", FILE, "FileWriter", FILE_WRITER, "FileReader", FILE_READER);

  private FileTypes() {}

  private static File allowedToRead(File file) {
    FileRights.check(file.toPath(), FileRights.Right.READ);
    return file;
  }

  private static Object write(File file, String text) throws IOException {
    return new TextFile(file.toPath()).replace(text);
  }

  private static Object delete(File file) throws IOException {
    FileRights.check(file.toPath(), FileRights.Right.WRITE);
    Files.deleteIfExists(file.toPath());
    return HostFunction.nothing();
  }

  private static Object createDirectory(File file) throws IOException {
    FileRights.check(file.toPath(), FileRights.Right.WRITE);
    Files.createDirectories(file.toPath());
    return HostFunction.nothing();
  }

  private static List<String> list(File file, String extension) throws IOException {
    String[] names = allowedToRead(file).list();
    if (names == null) {
      throw new NotDirectoryException(file.getPath());
    }
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (extension == null || name.endsWith(extension)) {
        kept.add(name);
      }
    }
    return kept;
  }

  /** A text file without an open handle, so that a script that ends early leaves none behind. */
  static final class TextFile {

    private final Path path;
    private List<String> unread;

    TextFile(Path path) {
      this.path = path;
    }

    private Object append(String text) throws IOException {
      FileRights.check(path, FileRights.Right.WRITE);
      Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return HostFunction.nothing();
    }

    private Object replace(String text) throws IOException {
      FileRights.check(path, FileRights.Right.WRITE);
      Files.writeString(path, text);
      return HostFunction.nothing();
    }

    private Object clean() throws IOException {
      return replace("");
    }

    private String text() throws IOException {
      FileRights.check(path, FileRights.Right.READ);
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    }

    /** The next line, or null at the end. */
    private String line() throws IOException {
      if (unread == null) {
        unread = new ArrayList<>(text().lines().toList());
      }
      return unread.isEmpty() ? null : unread.remove(0);
    }

    private Object rewind() {
      FileRights.check(path, FileRights.Right.READ);
      unread = null;
      return HostFunction.nothing();
    }
  }
}
