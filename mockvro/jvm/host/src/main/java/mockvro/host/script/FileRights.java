package mockvro.host.script;

import java.nio.file.Path;
import java.util.List;
import org.mozilla.javascript.Context;

/**
 * Which files scripts may touch: the product's default list ({@code scripting-runtime.md} §8).
 *
 * <p>The temporary directory of the JVM is always allowed, everything not listed never.
 */
final class FileRights {

  /** What a script wants to do; the text stands in the refusal. */
  enum Right {
    READ("read"),
    WRITE("write");

    private final String text;

    Right(String text) {
      this.text = text;
    }
  }

  private record Rule(Path below, boolean read, boolean write) {}

  /** The first rule that fits decides. */
  private static final List<Rule> DEFAULT =
      List.of(
          new Rule(Path.of("/var/run/vco"), true, true),
          new Rule(Path.of("/etc/vco/app-server/security"), false, false),
          new Rule(Path.of("/etc/vco"), true, false),
          new Rule(Path.of("/var/log/vco"), true, false));

  private FileRights() {}

  /** Refuses what is not allowed, with the product's text. */
  static void check(Path path, Right right) {
    if (!allowed(path.toAbsolutePath().normalize(), right)) {
      throw Context.reportRuntimeError(
          "Permission denied on file '" + path + "' , " + right.text + " not allowed");
    }
  }

  private static boolean allowed(Path path, Right right) {
    if (path.startsWith(Path.of(System.getProperty("java.io.tmpdir")))) {
      return true;
    }
    for (Rule rule : DEFAULT) {
      if (path.startsWith(rule.below())) {
        return right == Right.READ ? rule.read() : rule.write();
      }
    }
    return false;
  }
}
