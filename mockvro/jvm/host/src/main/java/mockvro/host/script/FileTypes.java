package mockvro.host.script;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Wrapper;

/** The core classes for files; names and existence are not subject to the rights list. */
final class FileTypes {

  static final CoreType<FileHandle> FILE =
      new CoreType<FileHandle>("File")
          .made((run, args) -> new FileHandle(new File(args.text(0))))
          .standsFor(FileHandle::get)
          .reads("name", (run, file) -> file.get().getName())
          .reads("path", (run, file) -> file.get().getPath())
          .writes("path", (run, file, value) -> file.set(new File(value.text(0))))
          .reads("directory", (run, file) -> file.get().getParent())
          .reads("extension", (run, file) -> SystemNamespace.extension(file.get().getName()))
          .reads("exists", (run, file) -> file.get().exists())
          .reads("isDir", (run, file) -> file.get().isDirectory())
          .reads("isLocal", (run, file) -> true)
          .reads("hostname", (run, file) -> "localhost")
          .reads("length", (run, file) -> allowedToRead(file).length())
          .does("canRead", (run, file, args) -> may(file, FileRights.Right.READ))
          .does("canWrite", (run, file, args) -> may(file, FileRights.Right.WRITE))
          .does("write", (run, file, args) -> write(file, args.text(0)))
          .does("deleteFile", (run, file, args) -> delete(file))
          .does("createFile", (run, file, args) -> write(file, ""))
          .does("createDirectory", (run, file, args) -> createDirectory(file))
          .does("renameTo", (run, file, args) -> rename(file, path(args.at(0))))
          .does("list", (run, file, args) -> list(file, args.text(0, null)));

  static final CoreType<TextFile> FILE_WRITER =
      writer("FileWriter").made((run, args) -> new TextFile(path(args.at(0))));

  static final CoreType<TextFile> LOG_FILE_WRITER =
      writer("LogFileWriter").made((run, args) -> TextFile.log(args.text(0)));

  static final CoreType<TextFile> FILE_READER =
      new CoreType<TextFile>("FileReader")
          .made((run, args) -> new TextFile(path(args.at(0))))
          .reads("exists", (run, file) -> file.exists())
          .does("open", (run, file, args) -> file.rewind())
          .does("readAll", (run, file, args) -> file.text())
          .does("readLine", (run, file, args) -> file.line())
          .does("close", (run, file, args) -> file.rewind());

  static final Map<String, CoreType<?>> CONSTRUCTIBLE =
      Map.of(
          "File", FILE,
          "FileWriter", FILE_WRITER,
          "LogFileWriter", LOG_FILE_WRITER,
          "FileReader", FILE_READER);

  private FileTypes() {}

  /** A File of a script; its path can be exchanged. */
  static final class FileHandle {
    private File file;

    FileHandle(File file) {
      this.file = file;
    }

    File get() {
      return file;
    }

    private void set(File other) {
      file = other;
    }
  }

  private static CoreType<TextFile> writer(String name) {
    return new CoreType<TextFile>(name)
        .reads("exists", (run, file) -> file.exists())
        .reads("lineEndType", (run, file) -> file.lineEndType())
        .writes("lineEndType", (run, file, value) -> file.lineEndType((int) value.number(0)))
        .does("open", (run, file, args) -> file.append(""))
        .does("clean", (run, file, args) -> file.replace(""))
        .does("write", (run, file, args) -> file.append(args.text(0)))
        .does("writeLine", (run, file, args) -> file.appendLine(args.text(0)))
        .does("close", (run, file, args) -> HostFunction.nothing());
  }

  /** A path given as text or as File. */
  static Path path(Object value) {
    return value instanceof Wrapper wrapper && wrapper.unwrap() instanceof File file
        ? file.toPath()
        : Path.of(Context.toString(value));
  }

  private static File allowedToRead(FileHandle file) {
    FileRights.check(file.get().toPath(), FileRights.Right.READ);
    return file.get();
  }

  private static boolean may(FileHandle file, FileRights.Right right) {
    File each = file.get();
    boolean can = right == FileRights.Right.READ ? each.canRead() : each.canWrite();
    return can && FileRights.allows(each.toPath(), right);
  }

  private static Object write(FileHandle file, String text) throws IOException {
    return new TextFile(file.get().toPath()).replace(text);
  }

  private static Object delete(FileHandle file) throws IOException {
    FileRights.check(file.get().toPath(), FileRights.Right.WRITE);
    Files.deleteIfExists(file.get().toPath());
    return HostFunction.nothing();
  }

  private static Object createDirectory(FileHandle file) throws IOException {
    FileRights.check(file.get().toPath(), FileRights.Right.WRITE);
    Files.createDirectories(file.get().toPath());
    return HostFunction.nothing();
  }

  private static boolean rename(FileHandle file, Path target) {
    FileRights.check(file.get().toPath(), FileRights.Right.WRITE);
    FileRights.check(target, FileRights.Right.WRITE);
    return file.get().renameTo(target.toFile());
  }

  private static List<String> list(FileHandle file, String extension) throws IOException {
    String[] names = allowedToRead(file).list();
    if (names == null) {
      throw new NotDirectoryException(file.get().getPath());
    }
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (extension == null || name.endsWith(extension)) {
        kept.add(name);
      }
    }
    return kept;
  }
}
