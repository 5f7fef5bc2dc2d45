package mockvro.host.script;

import ch.dunes.model.fileattachment.MimeAttachment;
import ch.dunes.vso.sdk.api.PluginTrigger;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.WrapFactory;

/**
 * What scripts get for a Java value ({@code scripting-runtime.md} §6.1).
 *
 * <p>Arrays, collections and maps are copied; nothing is ever written into an object of a plug-in.
 */
final class HostWrapFactory extends WrapFactory {

  private static final List<Class<?>> SENSITIVE =
      List.of(
          Class.class,
          ClassLoader.class,
          Thread.class,
          Runtime.class,
          Process.class,
          AccessibleObject.class,
          InputStream.class,
          OutputStream.class,
          Reader.class,
          Writer.class);

  private static final int DEEPEST = 200;
  private static final ThreadLocal<Deque<Object>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

  /** Converts a Java value for the scripts of a run. */
  static Object toScript(Run run, Object value) {
    Context context = Context.getCurrentContext();
    return context.getWrapFactory().wrap(context, run.scope(), value, null);
  }

  @Override
  public Object wrap(Context context, Scriptable scope, Object value, Class<?> declared) {
    if (value == null || value instanceof Scriptable || value == Undefined.instance) {
      return value;
    }
    if (declared == void.class) {
      return Undefined.instance;
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Throwable && declared == null && Engine.isCatching()) {
      return Undefined.instance; // scripts never see e.javaException
    }
    if (value instanceof Character) {
      return value.toString();
    }
    return wrapAsJavaObject(context, scope, value, declared);
  }

  /** A Java object made by a script is seen as if a method had returned it. */
  @Override
  public Scriptable wrapNewObject(Context context, Scriptable scope, Object made) {
    return wrapAsJavaObject(context, scope, made, null);
  }

  @Override
  public Scriptable wrapAsJavaObject(
      Context context, Scriptable scope, Object object, Class<?> declared) {
    Run run = Run.of(context);
    Scriptable plain = plain(context, run, object);
    if (plain != null) {
      return plain;
    }
    ScriptClass type = run.world().of(object.getClass());
    if (type != null) {
      return JavaShutter.suspended(() -> new PluginObject(run.scope(), object, type));
    }
    if (run.world().owner(object.getClass()) != null) {
      run.note("undeclared-class", object.getClass());
    } else if (isSensitive(object)) {
      run.note("java-leak", object.getClass());
    }
    return JavaShutter.suspended(() -> new ForeignObject(run.scope(), object, declared));
  }

  /** Whether a script could leave its sandbox through the object. */
  private static boolean isSensitive(Object object) {
    for (Class<?> type : SENSITIVE) {
      if (type.isInstance(object)) {
        return true;
      }
    }
    return false;
  }

  /** The JavaScript or core counterpart of a Java object, or null. */
  private static Scriptable plain(Context context, Run run, Object object) {
    if (object instanceof Date date) {
      return date(context, run, date.getTime());
    }
    if (object instanceof Calendar calendar) {
      return date(context, run, calendar.getTimeInMillis());
    }
    if (object.getClass().isArray()) {
      return nested(object, () -> arrayCopy(context, run, object));
    }
    if (object instanceof Collection<?> collection) {
      return nested(object, () -> listCopy(context, run, collection.toArray()));
    }
    if (object instanceof Map<?, ?> map) {
      return nested(object, () -> mapCopy(run, map));
    }
    return core(run, object);
  }

  private static Scriptable core(Run run, Object object) {
    if (object instanceof PluginTrigger trigger) {
      return CoreTypes.TRIGGER.wrap(run, trigger);
    }
    if (object instanceof MimeAttachment attachment) {
      return CoreTypes.MIME_ATTACHMENT.wrap(run, attachment);
    }
    if (object instanceof File file) {
      return FileTypes.FILE.wrap(run, new FileTypes.FileHandle(file));
    }
    if (object instanceof Iterator<?> iterator) {
      return CoreTypes.ITERATOR.wrap(run, iterator);
    }
    return object instanceof Enumeration<?> all ? CoreTypes.ENUMERATION.wrap(run, all) : null;
  }

  /** A JavaScript date of the run's own Date class. */
  static Scriptable date(Context context, Run run, long millis) {
    return context.newObject(run.scope(), "Date", new Object[] {(double) millis});
  }

  private static Scriptable arrayCopy(Context context, Run run, Object array) {
    Object[] elements = new Object[Array.getLength(array)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Array.get(array, i);
    }
    return listCopy(context, run, elements);
  }

  private static Scriptable listCopy(Context context, Run run, Object[] elements) {
    Object[] copy = new Object[elements.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = toScript(run, elements[i]);
    }
    return context.newArray(run.scope(), copy);
  }

  private static Scriptable mapCopy(Run run, Map<?, ?> map) {
    if (!List.of(HashMap.class, Hashtable.class).contains(map.getClass())) {
      run.note("foreign-map", map.getClass()); // such a map came out empty in 7.6
    }
    PropertiesObject copy = new PropertiesObject(run);
    map.forEach((key, value) -> copy.store(String.valueOf(key), toScript(run, value)));
    return copy;
  }

  /** Refuses structures that contain themselves before the stack does. */
  private static Scriptable nested(Object object, Supplier<Scriptable> copy) {
    Deque<Object> open = OPEN.get();
    if (open.size() > DEEPEST) {
      throw Context.reportRuntimeError(
          "A value of class " + object.getClass().getName() + " contains itself or is too deep");
    }
    open.push(object);
    try {
      return copy.get();
    } catch (RhinoException e) {
      throw e;
    } catch (RuntimeException e) { // a collection of the plug-in's own making
      throw Context.throwAsScriptRuntimeEx(e);
    } finally {
      open.pop();
    }
  }
}
