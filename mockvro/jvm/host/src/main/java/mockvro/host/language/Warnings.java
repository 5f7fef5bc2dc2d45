package mockvro.host.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mockvro.host.script.Engine;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Parser;
import org.mozilla.javascript.ast.AstRoot;

/**
 * What in a script Rhino 1.7R4 lacks or does in its own way, so that the script may behave
 * differently on another engine ({@code scripting-runtime.md} §3).
 */
public final class Warnings {

  /** One finding; lines count from 1. */
  record Warning(int line, String construct, String text) {}

  private static final String HEAD = "(function(){\n";
  private static final String TAIL = "\n})";

  private Warnings() {}

  /**
   * Looks at a script: request {@code script.warnings} of {@code docs/host-protocol.md}.
   *
   * @param params {@code source}, the body of an element or action
   * @return {@code [{"line","construct","text"}]} by line
   */
  public static JsonElement find(JsonObject params) {
    JsonArray rows = new JsonArray();
    for (Warning each : of(params.get("source").getAsString())) {
      JsonObject row = new JsonObject();
      row.addProperty("line", each.line());
      row.addProperty("construct", each.construct());
      row.addProperty("text", each.text());
      rows.add(row);
    }
    return rows;
  }

  /** The findings by line; a source that does not parse is searched as text. */
  static List<Warning> of(String source) {
    Set<Warning> found = new LinkedHashSet<>();
    try {
      parse(source).visit(new LibraryUse(found));
      if (Engine.isNewer()) { // which parses what 1.7R4 does not
        found.addAll(ModernSyntax.in(source));
      }
    } catch (EvaluatorException e) {
      int line = Math.max(1, e.lineNumber());
      found.addAll(ModernSyntax.in(source));
      found.add(new Warning(line, "syntax", "1.7R4 does not compile this: " + e.details()));
    }
    List<Warning> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Warning::line));
    return sorted;
  }

  /** Parses the source as the body of a function, which it is; its first line is line 1. */
  private static AstRoot parse(String source) {
    CompilerEnvirons settings = new CompilerEnvirons();
    settings.setReservedKeywordAsIdentifier(true);
    settings.setXmlAvailable(true);
    Parser parser = new Parser(settings);
    return parser.parse(HEAD + source + TAIL, "script", 0);
  }
}
