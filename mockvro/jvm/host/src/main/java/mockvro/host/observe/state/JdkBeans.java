package mockvro.host.observe.state;

import java.util.Set;
import javax.management.ObjectName;

/** MBeans that the JVM registers itself. */
public final class JdkBeans {
  private static final Set<String> DOMAINS =
      Set.of(
          "java.lang", "java.nio", "java.util.logging", "JMImplementation", "jdk.management.jfr");

  private JdkBeans() {}

  /** Whether a name is one of theirs. */
  public static boolean owns(ObjectName name) {
    return DOMAINS.contains(name.getDomain()) || name.getDomain().startsWith("com.sun.management");
  }
}
