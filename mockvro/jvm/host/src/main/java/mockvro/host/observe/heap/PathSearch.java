package mockvro.host.observe.heap;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import mockvro.host.observe.state.Inside;

/**
 * The shortest way from a static field or a thread to a class loader or to anything of its classes.
 *
 * <p>It follows strong references only. Local variables and native code are roots that nobody can
 * read from here; a loader that only they hold is not found.
 */
public final class PathSearch {
  private static final int MOST_OBJECTS = 1_500_000;

  /**
   * What was found.
   *
   * @param path from the root on; empty when nothing leads to the loader
   * @param objects how many were looked at
   * @param complete false when the search gave up because of the number of objects
   */
  record Found(List<String> path, int objects, boolean complete) {
    static final Found NOTHING = new Found(List.of(), 0, true);
  }

  private record Link(Link from, String label) {}

  private final Instrumentation jvm;
  private final Inside inside;

  /** Reads the fields of all classes through {@code inside}. */
  public PathSearch(Instrumentation jvm, Inside inside) {
    this.jvm = jvm;
    this.inside = inside;
  }

  Found to(ClassLoader loader) {
    return new Search(loader).run();
  }

  private final class Search {
    private final ClassLoader loader;
    private final Map<Object, Link> reached = new IdentityHashMap<>(1 << 16);
    private final ArrayDeque<Object> queue = new ArrayDeque<>();
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();
    private Link goal;

    Search(ClassLoader loader) {
      this.loader = loader;
    }

    Found run() {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        reach(thread, null, "thread " + thread.getName());
      }
      for (Class<?> type : jvm.getAllLoadedClasses()) {
        if (!belongs(type.getClassLoader()) && !type.isArray() && inside.isInitialised(type)) {
          statics(type);
        }
      }
      while (goal == null && !queue.isEmpty() && reached.size() < MOST_OBJECTS) {
        follow(queue.remove());
      }
      return new Found(path(), reached.size(), goal != null || queue.isEmpty());
    }

    private void statics(Class<?> type) {
      for (Field field : inside.fields(type)) {
        if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          String label = "static " + type.getName() + "." + field.getName();
          reach(inside.read(field, null), null, label);
        }
      }
    }

    private void follow(Object object) {
      Link from = reached.get(object);
      if (object instanceof Object[] elements) {
        for (Object each : elements) {
          reach(each, from, "[]");
        }
      } else {
        for (Field field : fields.computeIfAbsent(object.getClass(), Search.this::fieldsOf)) {
          reach(inside.read(field, object), from, label(field));
        }
      }
    }

    private List<Field> fieldsOf(Class<?> type) {
      List<Field> all = new ArrayList<>();
      for (Class<?> each = type; each != null && each != Reference.class; ) {
        for (Field field : inside.fields(each)) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            all.add(field);
          }
        }
        each = each.getSuperclass();
      }
      return all;
    }

    private void reach(Object object, Link from, String label) {
      if (object == null || object == reached || object == queue || reached.containsKey(object)) {
        return;
      }
      Link link = new Link(from, label);
      reached.put(object, link);
      if (isGoal(object)) {
        goal = goal == null ? new Link(link, "= " + describe(object)) : goal;
      } else if (!(object instanceof String)) {
        queue.add(object);
      }
    }

    private boolean isGoal(Object object) {
      return object == loader
          || (object instanceof Class<?> type && belongs(type.getClassLoader()))
          || belongs(object.getClass().getClassLoader());
    }

    /** Whether it is the loader or hangs below it. */
    private boolean belongs(ClassLoader other) {
      for (ClassLoader each = other; each != null; each = each.getParent()) {
        if (each == loader) {
          return true;
        }
      }
      return false;
    }

    private String describe(Object object) {
      if (object == loader) {
        return "the class loader";
      }
      return object instanceof Class<?> type
          ? "class " + type.getName()
          : "an object of " + object.getClass().getName();
    }

    private String label(Field field) {
      return field.getDeclaringClass().getName() + "." + field.getName();
    }

    private List<String> path() {
      List<String> path = new ArrayList<>();
      for (Link link = goal; link != null; link = link.from()) {
        path.add(link.label());
      }
      Collections.reverse(path);
      return path;
    }
  }
}
