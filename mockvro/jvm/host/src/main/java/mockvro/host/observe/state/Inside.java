package mockvro.host.observe.state;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;

/** Reads private fields of the JDK, which is opened to the host alone. */
public final class Inside {
  private final Instrumentation jvm;
  private final Object unsafe;
  private final Method shouldBeInitialised;
  private final Method define;
  private final Method fields;

  /** Opens packages through the instrumentation when they are needed. */
  public Inside(Instrumentation jvm) {
    this.jvm = jvm;
    try {
      Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
      unsafe = read(type.getDeclaredField("theUnsafe"), null);
      shouldBeInitialised = type.getMethod("shouldBeInitialized", Class.class);
      shouldBeInitialised.setAccessible(true);
      define =
          type.getMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ClassLoader.class,
              ProtectionDomain.class);
      define.setAccessible(true);
      fields = Class.class.getDeclaredMethod("getDeclaredFields0", boolean.class);
      open(Class.class);
      fields.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK is not one that the host knows", e);
    }
  }

  /**
   * The value of a static field; null when this JDK has no such field or class, and when the class
   * has not been initialised, which this does not change.
   *
   * @param owner name of a class of the JDK
   */
  public Object ofClass(String owner, String field) {
    try {
      Class<?> type = Class.forName(owner, false, ClassLoader.getPlatformClassLoader());
      return isInitialised(type) ? read(type.getDeclaredField(field), null) : null;
    } catch (ClassNotFoundException | NoSuchFieldException e) {
      return null;
    }
  }

  /** The value of an object's field; null when its class has no such field. */
  public Object ofObject(Object object, String field) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field each : type.getDeclaredFields()) {
        if (each.getName().equals(field)) {
          return read(each, object);
        }
      }
    }
    return null;
  }

  /** All fields that a class declares; {@code getDeclaredFields} hides some of the JDK's own. */
  public Field[] fields(Class<?> type) {
    try {
      return (Field[]) fields.invoke(type, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the fields of " + type.getName() + " are not readable", e);
    }
  }

  /**
   * Defines a class in the loader of the JDK. Appending a jar to that loader's path would switch
   * off the shared archive for all other loaders and say so on the error stream.
   */
  public void define(String name, byte[] bytes) {
    try {
      define.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot define " + name, e);
    }
  }

  /** Makes a field readable for the host. */
  public void open(Field field) {
    open(field.getDeclaringClass());
    field.setAccessible(true);
  }

  /** The value of a field. */
  public Object read(Field field, Object object) {
    try {
      open(field);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it was made accessible
    }
  }

  /** Whether static fields of the class can be read without running its initialiser. */
  public boolean isInitialised(Class<?> type) {
    try {
      return !(boolean) shouldBeInitialised.invoke(unsafe, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // it was made accessible and takes any class
    }
  }

  private void open(Class<?> type) {
    Module module = type.getModule();
    Module host = Inside.class.getModule();
    if (!module.isOpen(type.getPackageName(), host)) {
      Map<String, Set<Module>> opened = Map.of(type.getPackageName(), Set.of(host));
      jvm.redefineModule(module, Set.of(), Map.of(), opened, Set.of(), Map.of());
    }
  }
}
