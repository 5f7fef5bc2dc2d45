package mockvro.host.script;

import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** The global of a core class: makes objects where that is simulated, knows its own objects. */
final class CoreClass extends BaseFunction {

  /** Makes an object of the class. */
  @FunctionalInterface
  interface Maker {
    /** The script object. */
    Scriptable make(Arguments args) throws Throwable;
  }

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final String name;
  private final transient Maker maker;

  /**
   * @param maker null when {@code new} is not simulated
   */
  CoreClass(Run run, String name, Maker maker) {
    super(run.scope(), ScriptableObject.getFunctionPrototype(run.scope()));
    this.run = run;
    this.name = name;
    this.maker = maker;
  }

  @Override
  public String getFunctionName() {
    return name;
  }

  @Override
  public Object get(String member, Scriptable start) {
    if (CoreCatalogue.hasStatic(name, member)) {
      throw run.notSimulated(name + "." + member);
    }
    return super.get(member, start);
  }

  @Override
  public Object call(Context context, Scriptable scope, Scriptable self, Object[] args) {
    return construct(context, scope, args);
  }

  @Override
  public Scriptable construct(Context context, Scriptable scope, Object[] args) {
    if (maker == null) {
      throw run.notSimulated(name + ".constructor");
    }
    try {
      return maker.make(new Arguments(args));
    } catch (Throwable e) { // bad arguments become the script's error
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }

  @Override
  public boolean hasInstance(Scriptable object) {
    return object instanceof ScriptableObject && object.getClassName().equals(name);
  }
}
