package mockvro.host.observe.deeds;

import com.google.gson.JsonObject;
import java.io.File;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Collection;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import javax.management.ObjectName;
import mockvro.host.observe.Frames;
import mockvro.host.observe.state.JdkBeans;

/**
 * What a deed is done to.
 *
 * @param how which deed it is
 * @param name of the target
 * @param details further facts, asked for when the deed is filed
 */
record Target(String how, String name, Supplier<JsonObject> details) {

  private static Target of(String how, String name) {
    return new Target(how, name, JsonObject::new);
  }

  private static Target of(String how, String name, String key, Object value) {
    return new Target(
        how,
        name,
        () -> {
          JsonObject details = new JsonObject();
          details.addProperty(key, value == null ? null : value.toString());
          return details;
        });
  }

  /** The target of a call; null when the call is harmless. */
  static Target of(ProbePoint point, Object subject, Object first, Object second) {
    String how = point.how();
    return switch (point.what()) {
      case "file" -> file(how, subject, first, second);
      case "socket" -> socket(how, subject, first, second);
      case "process" -> of(how, String.join(" ", ((ProcessBuilder) subject).command()));
      case "thread" -> thread(how, (Thread) subject);
      case "property" ->
          how.equals("set") ? of(how, text(first), "value", second) : of(how, text(first));
      case "default" -> setDefault(how, first, second);
      case "provider" -> of(how, first instanceof Provider named ? named.getName() : text(first));
      case "mbean" -> bean(how, first, (ObjectName) second);
      case "reflection" -> opened(how, subject, (Class<?>) first, (Class<?>) second);
      case "native" -> of(how, text(second));
      case "dns" -> of(how, text(first));
      default -> of(how, className(first)); // hooks, drivers, streams: their class says it
    };
  }

  private static Target file(String how, Object subject, Object first, Object second) {
    Object named = subject instanceof File ? subject : first;
    String path = how.equals("create-in") ? temporary(first, second) : path(named);
    if (path == null) {
      return null;
    }
    String done =
        switch (how) {
          case "mode" -> text(second).contains("w") ? "write" : "read";
          case "options" -> option((Collection<?>) second);
          case "create-in" -> "create";
          case "copy" -> "write";
          default -> how;
        };
    String target = how.equals("copy") ? path(second) : path;
    return new Target(done, target, () -> fileDetails(target, how, subject, first, second));
  }

  private static JsonObject fileDetails(
      String path, String how, Object subject, Object first, Object second) {
    JsonObject details = new JsonObject();
    details.addProperty("existed", new File(path).exists());
    details.addProperty("area", Areas.of(path));
    if (how.equals("move")) {
      details.addProperty("to", path(subject instanceof File ? first : second));
    } else if (how.equals("copy")) {
      details.addProperty("from", path(first));
    }
    return details;
  }

  private static String option(Collection<?> options) {
    String all = options.toString();
    if (all.contains("CREATE_NEW")) {
      return "create";
    }
    return all.contains("WRITE") || all.contains("APPEND") ? "write" : "read";
  }

  private static String temporary(Object prefix, Object suffix) {
    String end = suffix == null ? ".tmp" : suffix.toString();
    return System.getProperty("java.io.tmpdir") + File.separator + prefix + "*" + end;
  }

  private static String path(Object named) {
    if (named instanceof File file) {
      return file.getAbsolutePath();
    }
    return named instanceof Path path ? path.toAbsolutePath().toString() : null;
  }

  private static Target socket(String how, Object subject, Object first, Object second) {
    if (first instanceof DatagramPacket packet) {
      return of(how, packet.getAddress() + ":" + packet.getPort());
    }
    if (how.equals("send-to")) {
      return of("send", address(second));
    }
    return of(how, address(first), "class", className(subject));
  }

  /** Without asking for a name: that would be a look-up of ours. */
  private static String address(Object address) {
    if (address instanceof InetSocketAddress internet) {
      String literal =
          internet.isUnresolved() ? "<unresolved>" : internet.getAddress().getHostAddress();
      return internet.getHostString() + "/" + literal + ":" + internet.getPort();
    }
    return text(address);
  }

  private static Target thread(String how, Thread thread) {
    return of(how, thread.getName(), "class", className(thread));
  }

  /** The first one who asks for the JVM's MBean server makes it register its own beans. */
  private static Target bean(String how, Object bean, ObjectName name) {
    boolean own = name != null && JdkBeans.owns(name);
    return own ? null : of(how, text(name), "class", className(bean));
  }

  private static Target setDefault(String how, Object first, Object second) {
    Object value = how.equals("Locale") ? second : first;
    boolean printable = value instanceof Locale || value instanceof TimeZone;
    return of("set", how, "value", printable ? text(value) : className(value));
  }

  /** Members that everybody may use are no inside of anything. */
  private static Target opened(String how, Object member, Class<?> caller, Class<?> declaring) {
    ClassLoader loader = declaring.getClassLoader();
    boolean foreign = Frames.pluginOf(loader) == null;
    boolean exported = declaring.getModule().isExported(declaring.getPackageName());
    boolean open = Modifier.isPublic(declaring.getModifiers()) && isPublic(member) && exported;
    boolean byJdk = caller != null && caller.getModule().isNamed(); // it may open itself
    if (!foreign || open || byJdk) {
      return null;
    }
    return new Target(how, member.toString(), () -> openedDetails(caller, declaring));
  }

  private static JsonObject openedDetails(Class<?> caller, Class<?> declaring) {
    JsonObject details = new JsonObject();
    details.addProperty("module", text(declaring.getModule().getName()));
    details.addProperty("caller", caller == null ? null : caller.getName());
    boolean own = caller != null && Frames.pluginOf(caller.getClassLoader()) != null;
    details.addProperty("own", own);
    boolean refused =
        caller != null
            && !declaring.getModule().isOpen(declaring.getPackageName(), caller.getModule());
    details.addProperty("refused", refused);
    return details;
  }

  private static boolean isPublic(Object accessible) {
    return accessible instanceof AccessibleObject
        && accessible instanceof Member member
        && Modifier.isPublic(member.getModifiers());
  }

  private static String className(Object object) {
    return object == null ? "null" : object.getClass().getName();
  }

  private static String text(Object object) {
    return String.valueOf(object);
  }
}
