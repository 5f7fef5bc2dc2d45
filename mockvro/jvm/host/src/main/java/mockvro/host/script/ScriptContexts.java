package mockvro.host.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/** Rhino as the product sets it up ({@code scripting-runtime.md} §2), and a watch on each run. */
final class ScriptContexts extends ContextFactory {

  private static final int INTERPRETER = -1;
  private static final int STACK_DEPTH = 1500;
  private static final int INSTRUCTIONS_PER_LOOK = 10_000; // about a millisecond

  @Override
  protected Context makeContext() {
    Context context = super.makeContext();
    context.setOptimizationLevel(INTERPRETER);
    context.setMaximumInterpreterStackDepth(STACK_DEPTH);
    context.setGeneratingDebug(true);
    context.setGeneratingSource(true);
    context.setLanguageVersion(Engine.languageVersion());
    context.setClassShutter(new JavaShutter());
    HostWrapFactory wrapping = new HostWrapFactory();
    wrapping.setJavaPrimitiveWrap(false);
    context.setWrapFactory(wrapping);
    context.setInstructionObserverThreshold(INSTRUCTIONS_PER_LOOK);
    return context;
  }

  /**
   * Stops a run whose time is up.
   *
   * <p>Rhino keeps its instruction count when this throws, so it looks again while it searches for
   * a handler, and an Error thrown there ends the script without running its finally blocks.
   */
  @Override
  protected void observeInstructionCount(Context context, int instructions) {
    Run run = Run.of(context);
    if (run != null) {
      run.look();
    }
  }
}
