package mockvro.host.plugin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mockvro.host.observe.Frames;

/**
 * The loader of one plug-in: parent first ({@code reference/plugin-host-protocol.md} §1), with the
 * ways to end the process guarded while classes are defined.
 */
final class PluginLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private record Jar(URL url, JarFile file) {}

  private final List<Jar> jars = new ArrayList<>();
  private final Consumer<String> sought;

  /**
   * A loader over the plug-in's jars.
   *
   * @param unreadable told of each jar that cannot be opened, and why; such a jar is left out
   * @param sought told the name of each class that is looked for in the jars
   */
  PluginLoader(
      String plugin,
      List<File> jars,
      ClassLoader parent,
      BiConsumer<File, IOException> unreadable,
      Consumer<String> sought)
      throws MalformedURLException {
    super(Frames.loaderName(plugin), new URL[0], parent);
    this.sought = sought;
    for (File jar : jars) {
      URL url = jar.toURI().toURL();
      try {
        JarFile file = new JarFile(jar, false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
        this.jars.add(new Jar(url, file));
        addURL(url);
      } catch (IOException e) {
        unreadable.accept(jar, e);
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    sought.accept(name);
    String path = name.replace('.', '/') + ".class";
    for (Jar jar : jars) {
      ZipEntry entry = jar.file().getEntry(path);
      if (entry != null) {
        return define(name, jar, entry);
      }
    }
    return super.findClass(name); // what a jar's Class-Path leads to
  }

  private Class<?> define(String name, Jar jar, ZipEntry entry) throws ClassNotFoundException {
    try (InputStream stream = jar.file().getInputStream(entry)) {
      byte[] bytes = stream.readAllBytes();
      definePackage(name, jar);
      bytes = GuardRewriter.rewrite(bytes);
      CodeSource source = new CodeSource(jar.url(), (Certificate[]) null);
      return defineClass(name, bytes, 0, bytes.length, source);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    } catch (IllegalArgumentException e) { // ASM: a class file newer than it or this JVM knows
      throw new UnsupportedClassVersionError(name + ": " + e.getMessage());
    }
  }

  private void definePackage(String className, Jar jar) throws IOException {
    int dot = className.lastIndexOf('.');
    if (dot < 0 || getDefinedPackage(className.substring(0, dot)) != null) {
      return;
    }
    Manifest manifest = jar.file().getManifest();
    try {
      definePackage(
          className.substring(0, dot), manifest == null ? new Manifest() : manifest, jar.url());
    } catch (IllegalArgumentException e) {
      if (getDefinedPackage(className.substring(0, dot)) == null) { // else another thread did it
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Jar jar : jars) {
      jar.file().close();
    }
    super.close();
  }
}
