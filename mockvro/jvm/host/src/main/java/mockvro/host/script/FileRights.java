package mockvro.host.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;

/**
 * Which files scripts may touch: the product's rights file, or its default list ({@code
 * scripting-runtime.md} §8).
 *
 * <p>The temporary directory of the JVM is always allowed, everything not listed never.
 */
final class FileRights {

  /** What a script wants to do; the text stands in the refusal, the letter in the rights file. */
  enum Right {
    READ("read", 'r'),
    WRITE("write", 'w'),
    EXECUTE("execute", 'x');

    private final String text;
    private final char letter;

    Right(String text, char letter) {
      this.text = text;
      this.letter = letter;
    }
  }

  /** A line of the list: grants or takes rights below a folder. */
  record Rule(Path below, boolean grants, String letters) {}

  private static final String FILE_PROPERTY = "com.vmware.js.io-access-definition";
  private static final Pattern LINE = Pattern.compile("\\s*([+-])([rwx]+)\\s+(\\S.*?)\\s*");

  private static final List<Rule> DEFAULT =
      rules(
          List.of(
              "-rwx /",
              "+rwx /var/run/vco/",
              "+rx /etc/vco/",
              "-rwx /etc/vco/app-server/security/",
              "+rx /var/log/vco/"));

  private FileRights() {}

  /** Refuses what is not allowed, with the product's text. */
  static void check(Path path, Right right) {
    if (!allows(path, right)) {
      throw Context.reportRuntimeError(
          "Permission denied on file '" + path + "' , " + right.text + " not allowed");
    }
  }

  /** Whether the list in force grants a right; a list that is changed counts at once. */
  static boolean allows(Path path, Right right) {
    Path plain = path.toAbsolutePath().normalize();
    return plain.startsWith(Path.of(System.getProperty("java.io.tmpdir")))
        || allows(inForce(), plain, right);
  }

  /** The rule for the deepest folder decides; of two for the same folder the later one. */
  static boolean allows(List<Rule> rules, Path path, Right right) {
    Rule closest = null;
    for (Rule rule : rules) {
      boolean speaks = path.startsWith(rule.below()) && rule.letters().indexOf(right.letter) >= 0;
      if (speaks && (closest == null || depth(rule) >= depth(closest))) {
        closest = rule;
      }
    }
    return closest != null && closest.grants();
  }

  private static int depth(Rule rule) {
    return rule.below().getNameCount();
  }

  private static List<Rule> inForce() {
    Path file = file();
    if (!Files.isRegularFile(file)) {
      return DEFAULT;
    }
    try {
      return rules(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    String named = System.getProperty(FILE_PROPERTY);
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("server.home.dir", ""), "conf", "js-io-rights.conf");
  }

  /** Reads a rights file; lines of another form are comments. */
  static List<Rule> rules(List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        Path below = Path.of(found.group(3)).normalize();
        rules.add(new Rule(below, found.group(1).equals("+"), found.group(2)));
      }
    }
    return rules;
  }
}
