package mockvro.host.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import mockvro.host.observe.state.Inside;

/** Shows the JDK's methods the classes that they call, before anything refers to these. */
public final class ProbeClasses {
  private static final String[] NAMES = {"mockvro/probe/Probe$Listener", "mockvro/probe/Probe"};

  private ProbeClasses() {}

  /** Defines them in the loader of the JDK; the host finds them there, because it asks it first. */
  public static void define(Inside inside) {
    ClassLoader host = ProbeClasses.class.getClassLoader();
    for (String name : NAMES) {
      try (InputStream stream = host.getResourceAsStream(name + ".class")) {
        inside.define(name, stream.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
