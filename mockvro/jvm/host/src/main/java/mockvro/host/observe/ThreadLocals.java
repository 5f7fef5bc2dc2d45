package mockvro.host.observe;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.function.BiConsumer;
import mockvro.host.observe.state.Inside;

/** The thread-local values of the current thread. */
final class ThreadLocals {
  private final Field map;
  private final Field table;
  private final Field value;

  ThreadLocals(Inside inside) {
    try {
      map = Thread.class.getDeclaredField("threadLocals");
      table = map.getType().getDeclaredField("table");
      value = table.getType().getComponentType().getDeclaredField("value");
      inside.open(map);
      inside.open(table);
      inside.open(value);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this JDK is not one that the host knows", e);
    }
  }

  /** Shows each key, null when it has been collected, with its value. */
  void each(BiConsumer<Object, Object> look) {
    try {
      Object all = map.get(Thread.currentThread());
      if (all == null) {
        return;
      }
      for (Object entry : (Object[]) table.get(all)) {
        if (entry != null) {
          look.accept(((Reference<?>) entry).get(), value.get(entry));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // they were made accessible
    }
  }
}
