package mockvro.host.script;

import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.TopLevel;

/**
 * The global scope of a run: JavaScript's own objects, and on first use those of the product and of
 * the plug-ins. Nothing of it is shared with other runs.
 */
final class RunScope extends TopLevel {

  private static final long serialVersionUID = 1L;

  private final transient Run run;

  RunScope(Run run) {
    this.run = run;
  }

  @Override
  public Object get(String name, Scriptable start) {
    Object known = super.get(name, start);
    if (known != NOT_FOUND) {
      return known;
    }
    Object made = Globals.make(run, this, name);
    if (made != NOT_FOUND) {
      super.put(name, this, made);
    }
    return made;
  }

  @Override
  public boolean has(String name, Scriptable start) {
    return super.has(name, start) || get(name, start) != NOT_FOUND;
  }
}
