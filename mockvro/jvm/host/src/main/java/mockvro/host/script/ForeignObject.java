package mockvro.host.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeJavaObject;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;

/** A Java object of unknown quality: even its {@code toString} may throw. */
class ForeignObject extends NativeJavaObject {

  private static final long serialVersionUID = 1L;

  ForeignObject(Scriptable scope, Object object, Class<?> declared) {
    super(scope, object, declared);
  }

  @Override
  public Object getDefaultValue(Class<?> hint) {
    try {
      return super.getDefaultValue(hint);
    } catch (RhinoException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }
}
