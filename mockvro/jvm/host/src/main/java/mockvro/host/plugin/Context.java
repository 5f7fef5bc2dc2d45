package mockvro.host.plugin;

/**
 * The context class loader during a call into a plug-in: JAXB, ServiceLoader and JNDI look there.
 */
final class Context implements AutoCloseable {
  private final ClassLoader before;

  private Context(ClassLoader before) {
    this.before = before;
  }

  static Context enter(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    Context context = new Context(thread.getContextClassLoader());
    thread.setContextClassLoader(loader);
    return context;
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
  }
}
