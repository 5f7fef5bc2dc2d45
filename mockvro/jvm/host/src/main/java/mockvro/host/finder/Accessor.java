package mockvro.host.finder;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Evaluates the accessors of finders: the part of OGNL that real descriptors use, {@code a}, {@code
 * a()} and chains of them ({@code reference/plugin-host-protocol.md} §4.1).
 */
public final class Accessor {
  private static final Pattern STEP =
      Pattern.compile("\\s*([A-Za-z_$][\\w$]*)\\s*(\\(\\s*\\))?\\s*");

  private Accessor() {}

  /** The expression is outside of what the host can evaluate, or the object lacks the member. */
  public static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    Unsupported(String message) {
      super(message);
    }
  }

  /**
   * Evaluates an expression.
   *
   * @return the value; null when a step before the last gave null
   * @throws Throwable what the plug-in's method threw, or {@link Unsupported}
   */
  public static Object evaluate(Object object, String expression) throws Throwable {
    Object value = object;
    for (String step : expression.split("\\.", -1)) {
      if (value == null) {
        return null;
      }
      var match = STEP.matcher(step);
      if (!match.matches()) {
        throw new Unsupported("accessor '" + expression + "' is more than names and calls");
      }
      String name = match.group(1);
      value = match.group(2) == null ? property(value, name) : invoke(value, method(value, name));
    }
    return value;
  }

  /**
   * Reads a bean property: a key of a map, a getter, a public field, a method of that name.
   *
   * @throws Throwable what the getter threw, or {@link Unsupported}
   */
  public static Object property(Object object, String name) throws Throwable {
    if (object instanceof Map<?, ?> map) {
      return map.get(name);
    }
    String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String getter : new String[] {"get" + suffix, "is" + suffix, "get" + name}) {
      Method method = find(object.getClass(), getter);
      if (method != null) {
        return invoke(object, method);
      }
    }
    Field field = field(object.getClass(), name);
    return field == null ? invoke(object, method(object, name)) : field.get(object);
  }

  private static Method method(Object object, String name) throws Unsupported {
    Method method = find(object.getClass(), name);
    if (method == null) {
      throw new Unsupported(object.getClass().getName() + " has no public '" + name + "'");
    }
    return method;
  }

  /** A callable public method without parameters; null when there is none. */
  private static Method find(Class<?> type, String name) {
    Method method;
    try {
      method = type.getMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
    if (Modifier.isPublic(method.getDeclaringClass().getModifiers()) || method.trySetAccessible()) {
      return method;
    }
    return inherited(type, name);
  }

  /** Internal classes of the JDK cannot be opened; their public interfaces can be called. */
  private static Method inherited(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        Method method = find(face, name);
        if (method != null) {
          return method;
        }
      }
    }
    return null;
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getField(name);
      return field.trySetAccessible() ? field : null;
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  private static Object invoke(Object object, Method method) throws Throwable {
    try {
      return method.invoke(object);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
