package mockvro.host.script;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Script;

/**
 * Compiled sources of all runs; the longest unused goes first.
 *
 * <p>A compiled script holds neither scope nor state, so runs in several threads may share it.
 */
final class CompiledScripts {

  private static final int KEPT = 1000;

  private record Source(String location, String text) {}

  @SuppressWarnings("serial")
  private static final Map<Source, Script> KNOWN =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Script> eldest) {
          return size() > KEPT;
        }
      };

  private CompiledScripts() {}

  /**
   * The compiled form of a text whose first line is line 0.
   *
   * @throws org.mozilla.javascript.EvaluatorException when it does not compile
   */
  static Script of(Context context, String location, String text) {
    Source source = new Source(location, text);
    synchronized (KNOWN) {
      Script known = KNOWN.get(source);
      if (known != null) {
        return known;
      }
    }
    Script compiled = context.compileString(text, location, 0, null);
    synchronized (KNOWN) {
      KNOWN.put(source, compiled);
    }
    return compiled;
  }
}
