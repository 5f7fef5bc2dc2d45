package mockvro.host.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockvro.host.language.Warnings.Warning;

/**
 * Finds syntax of later editions that 1.7R4 cannot parse.
 *
 * <p>Comments and the content of texts are blanked first; a pattern may still be wrong about an odd
 * source. On 1.7R4 each finding only explains the syntax error that is reported anyway; a newer
 * engine, which parses the source, knows no better.
 */
final class ModernSyntax {

  private static final Pattern NO_CODE =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?(\\*/|$)|\"(\\\\.|[^\"\\\\\\n])*\"|'(\\\\.|[^'\\\\\\n])*'",
          Pattern.DOTALL);

  private static final Map<String, Pattern> CONSTRUCTS = constructs();

  private ModernSyntax() {}

  private static Map<String, Pattern> constructs() {
    Map<String, Pattern> all = new LinkedHashMap<>();
    all.put("arrow function", Pattern.compile("=>"));
    all.put("template literal", Pattern.compile("`"));
    all.put("let", Pattern.compile("\\blet\\s+[\\w$\\[{]"));
    all.put("class", Pattern.compile("\\bclass\\s+[\\w$]+\\s*(extends\\b|\\{)"));
    all.put("generator", Pattern.compile("\\bfunction\\s*\\*|\\byield\\b"));
    all.put("for of", Pattern.compile("\\bfor\\s*\\([^)]*\\bof\\b"));
    all.put("spread or rest", Pattern.compile("\\.\\.\\."));
    all.put("exponent operator", Pattern.compile("\\*\\*"));
    all.put("binary or octal literal", Pattern.compile("\\b0[bBoO][01]"));
    all.put("object destructuring", Pattern.compile("\\b(var|const|let)\\s*\\{"));
    all.put("default parameter", Pattern.compile("\\bfunction\\b[^({]*\\([^)]*=[^)]*\\)"));
    all.put("method shorthand", Pattern.compile("[{,]\\s*(?!function\\b)[\\w$]+\\s*\\([^()]*\\)\\s*\\{"));
    all.put("async function", Pattern.compile("\\basync\\s+function\\b|\\bawait\\b"));
    all.put("optional chaining", Pattern.compile("\\?\\.[\\w$(\\[]"));
    all.put("nullish operator", Pattern.compile("\\?\\?"));
    return all;
  }

  /** The first place of each construct. */
  static List<Warning> in(String source) {
    String code = blanked(source);
    List<Warning> found = new ArrayList<>();
    for (Map.Entry<String, Pattern> each : CONSTRUCTS.entrySet()) {
      Matcher matcher = each.getValue().matcher(code);
      if (matcher.find()) {
        String text = "1.7R4 has no " + each.getKey();
        found.add(new Warning(line(code, matcher.start()), each.getKey(), text));
      }
    }
    return found;
  }

  /** The source with blanks for comments and texts, line for line. */
  private static String blanked(String source) {
    Matcher matcher = NO_CODE.matcher(source);
    StringBuilder code = new StringBuilder();
    while (matcher.find()) {
      String blanks = matcher.group().replaceAll("[^\\n]", " ");
      matcher.appendReplacement(code, Matcher.quoteReplacement(blanks));
    }
    return matcher.appendTail(code).toString();
  }

  private static int line(String code, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (code.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }
}
