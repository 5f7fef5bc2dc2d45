package mockvro.boot;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The only class on the JVM's class path: builds the loaders and starts the host in the last one.
 *
 * <pre>
 *   JDK  ◀── common ◀── platform ◀── host
 *                 ▲           ▲
 *                 plug-ins, hung by the host below one of the two
 * </pre>
 *
 * The host is a sibling of the plug-ins, so that none of them can see it or its libraries.
 */
public final class Boot {
  private static final String MAIN = "mockvro.host.Main";

  /** Names the script engine's version; the platform's own without. */
  private static final String ENGINE = "mockvro.rhino";

  private Boot() {}

  /**
   * Starts the host.
   *
   * @param args the folder with {@code common}, {@code platform} and {@code host}; then the
   *     arguments of the host
   */
  public static void main(String[] args) throws Exception {
    Path dist = Path.of(args[0]);
    ClassLoader common = folder("common", dist, ClassLoader.getPlatformClassLoader());
    ClassLoader platform = platform(dist, common);
    ClassLoader host = folder("host", dist, platform);
    String[] rest = new String[args.length - 1];
    System.arraycopy(args, 1, rest, 0, rest.length);
    // what a plug-in's own threads inherit must not be the boot class path
    Thread.currentThread().setContextClassLoader(platform);
    start(host, rest);
  }

  private static void start(ClassLoader host, String[] args) throws Exception {
    try {
      host.loadClass(MAIN)
          .getMethod("main", String[].class, Instrumentation.class)
          .invoke(null, args, Agent.instrumentation());
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      Runtime.getRuntime().halt(70); // EX_SOFTWARE: the host itself failed
    }
  }

  /** The platform, with the script engine of the release in the place of its own. */
  private static ClassLoader platform(Path dist, ClassLoader parent) throws IOException {
    List<File> files = files(dist.resolve("platform"));
    Path engine = dist.resolve("rhino-" + System.getProperty(ENGINE));
    if (Files.isDirectory(engine)) {
      files.removeIf(file -> file.getName().startsWith("rhino-"));
      files.addAll(files(engine));
    }
    return new URLClassLoader("platform", urls(files), parent);
  }

  private static ClassLoader folder(String name, Path dist, ClassLoader parent)
      throws IOException {
    return new URLClassLoader(name, urls(files(dist.resolve(name))), parent);
  }

  /** An explicit, sorted list: the order of a folder differs from file system to file system. */
  private static List<File> files(Path folder) throws IOException {
    List<File> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path path : stream) {
        files.add(path.toFile());
      }
    }
    Collections.sort(files);
    return files;
  }

  private static URL[] urls(List<File> files) throws MalformedURLException {
    URL[] urls = new URL[files.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = url(files.get(i));
    }
    return urls;
  }

  private static URL url(File file) throws MalformedURLException {
    return file.toURI().toURL();
  }
}
