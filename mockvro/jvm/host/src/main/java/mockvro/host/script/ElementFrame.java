package mockvro.host.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.debug.DebugFrame;
import org.mozilla.javascript.debug.DebuggableScript;
import org.mozilla.javascript.debug.Debugger;

/** Gets hold of the local variables of an element's function, to read its output bindings. */
final class ElementFrame implements DebugFrame {

  private final Run run;
  private final String location;
  private Scriptable locals;

  ElementFrame(Run run, String location) {
    this.run = run;
    this.location = location;
  }

  /** The value of a local variable; NOT_FOUND when there is none or the call never began. */
  Object local(String name) {
    return locals == null ? Scriptable.NOT_FOUND : locals.get(name, locals);
  }

  @Override
  public void onEnter(Context context, Scriptable activation, Scriptable self, Object[] args) {
    locals = activation;
  }

  @Override
  public void onExceptionThrown(Context context, Throwable error) {
    run.remember(error);
  }

  @Override
  public void onLineChange(Context context, int line) {
    run.reached(location, line);
  }

  @Override
  public void onExit(Context context, boolean byThrow, Object result) {
    // the locals stay readable after the call
  }

  @Override
  public void onDebuggerStatement(Context context) {
    // nobody is there to look
  }

  /** Gives the awaited frame to the next function that is entered. */
  static final class Giver implements Debugger {

    @Override
    public void handleCompilationDone(Context context, DebuggableScript script, String source) {
      // sources are kept by their owners
    }

    @Override
    public DebugFrame getFrame(Context context, DebuggableScript script) {
      Run run = Run.of(context);
      return run != null && script.isFunction() ? run.takeFrame() : null;
    }
  }
}
