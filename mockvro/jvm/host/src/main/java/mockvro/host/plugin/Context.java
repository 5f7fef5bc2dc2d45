package mockvro.host.plugin;

import mockvro.host.observe.Leftovers;

/**
 * The context class loader during a call into a plug-in: JAXB, ServiceLoader and JNDI look there.
 * What the plug-in leaves on the thread is looked at when the call ends.
 */
final class Context implements AutoCloseable {
  private final String plugin;
  private final ClassLoader loader;
  private final Leftovers leftovers;
  private final ClassLoader before;
  private final boolean wasInterrupted;

  private Context(String plugin, ClassLoader loader, Leftovers leftovers) {
    this.plugin = plugin;
    this.loader = loader;
    this.leftovers = leftovers;
    Thread thread = Thread.currentThread();
    before = thread.getContextClassLoader();
    wasInterrupted = thread.isInterrupted();
  }

  static Context enter(String plugin, ClassLoader loader, Leftovers leftovers) {
    Context context = new Context(plugin, loader, leftovers);
    Thread.currentThread().setContextClassLoader(loader);
    return context;
  }

  @Override
  public void close() {
    leftovers.look(plugin, loader, wasInterrupted);
    Thread.currentThread().setContextClassLoader(before);
  }
}
