package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IPluginFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.observe.Observer;

/**
 * The scripting singletons of a plug-in, one per session and name, made when first used
 * (unverified in the product, the tolerant choice of {@code plugin-host-protocol.md} §10).
 */
final class Singletons {
  private record Key(String session, String name) {}

  private final ClassLoader loader;
  private final Observer observer;
  private final Map<Key, Object> made = new ConcurrentHashMap<>();

  Singletons(ClassLoader loader, Observer observer) {
    this.loader = loader;
    this.observer = observer;
  }

  /**
   * The singleton of a session. It is made without a lock, because the plug-in may call back;
   * when two threads are first together, both get the same one.
   *
   * @throws Throwable what the plug-in threw, or that the class cannot be made at all
   */
  Object get(String session, String name, String javaClass, IPluginFactory factory)
      throws Throwable {
    Key key = new Key(session, name);
    Object known = made.get(key);
    if (known != null) {
      return known;
    }
    Object fresh = create(Class.forName(javaClass, true, loader), factory);
    Object other = fresh == null ? null : made.putIfAbsent(key, fresh);
    return other == null ? fresh : other;
  }

  void close(String session) {
    made.keySet().removeIf(key -> key.session().equals(session));
  }

  private Object create(Class<?> type, IPluginFactory factory) throws Throwable {
    try {
      return type.getMethod("createScriptingSingleton", IPluginFactory.class).invoke(null, factory);
    } catch (NoSuchMethodException e) {
      observer.violation(
          "singleton-without-factory-method",
          type.getName() + " has no public static createScriptingSingleton(IPluginFactory)");
      return construct(type, factory);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Lenient: such a class may still work, and the violation is on record. */
  private static Object construct(Class<?> type, IPluginFactory factory) throws Throwable {
    try {
      for (Constructor<?> each : type.getConstructors()) {
        Class<?>[] wanted = each.getParameterTypes();
        if (wanted.length == 1 && wanted[0].isInstance(factory)) {
          return each.newInstance(factory);
        }
      }
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
