package mockvro.host.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;

/** Members of core objects that the Python side answers, with the object as first argument. */
final class Remote {

  private Remote() {}

  /** The value of an attribute, a method to call, or NOT_FOUND when the class has no such name. */
  static Object get(Run run, Scriptable self, String member) {
    String type = self.getClassName();
    if (CoreCatalogue.hasAttribute(type, member)) {
      return guarded(() -> call(run, self, member, new Object[0]));
    }
    if (CoreCatalogue.hasMethod(type, member)) {
      return new HostFunction(
          run.scope(), member, (any, args) -> call(run, self, member, args.values()));
    }
    return Scriptable.NOT_FOUND;
  }

  /** Assigns an attribute. */
  static void put(Run run, Scriptable self, String attribute, Object value) {
    Arguments args = new Arguments(new Object[] {self, value});
    guarded(() -> ServerCall.assign(run, self.getClassName(), attribute, args));
  }

  private static Object call(Run run, Scriptable self, String member, Object[] args)
      throws Throwable {
    Object[] all = new Object[args.length + 1];
    all[0] = self;
    System.arraycopy(args, 0, all, 1, args.length);
    return ServerCall.send(run, self.getClassName(), member, new Arguments(all));
  }

  /** What reaches the value of an attribute. */
  interface Access {
    /** The value. */
    Object go() throws Throwable;
  }

  /** Makes whatever is thrown an error of the script. */
  static Object guarded(Access access) {
    try {
      return access.go();
    } catch (RhinoException | StopSignal e) {
      throw e;
    } catch (ServerCallFailed e) {
      throw Context.reportRuntimeError(e.getMessage());
    } catch (Throwable e) { // foreign iterators may throw anything
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }
}
