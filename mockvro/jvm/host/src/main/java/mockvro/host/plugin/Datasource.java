package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.ITokenPluginAdaptor;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import mockvro.host.observe.Callbacks;
import mockvro.host.observe.Notifications;
import mockvro.host.observe.Observer;
import mockvro.host.observe.Throwables;
import mockvro.host.rpc.RpcError;

/** A started adaptor with its factories, one per session. */
final class Datasource {
  /** What the plug-in is asked. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws Throwable;
  }

  private static final class Slot {
    private volatile IPluginFactory factory; // read by threads that notify
    private Notifications handler;
  }

  private final String name;
  private final IPluginAdaptor adaptor;
  private final String anonymousMode;
  private final Timeouts timeouts;
  private final ReentrantLock turn; // null: calls may overlap
  private final Observer observer;
  private final String plugin;
  private final Predicate<String> declared;
  private final Callbacks callbacks;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  Datasource(
      JsonObject element,
      IPluginAdaptor adaptor,
      Observer observer,
      String plugin,
      Predicate<String> declared,
      Callbacks callbacks) {
    this.adaptor = adaptor;
    this.observer = observer;
    this.plugin = plugin;
    this.declared = declared;
    this.callbacks = callbacks;
    name = Descriptor.text(element, "name", "");
    anonymousMode = Descriptor.text(element, "anonymous_login_mode", "never");
    timeouts = Timeouts.of(element);
    turn = Descriptor.flag(element, "concurrent_call", true) ? null : new ReentrantLock();
  }

  IPluginAdaptor adaptor() {
    return adaptor;
  }

  /**
   * Asks the plug-in, one call at a time when the datasource says so. The lock spans adaptor and
   * factory calls of the whole datasource (unverified in the product, the tolerant choice).
   *
   * @throws RpcError what the plug-in threw, or that the datasource's own timeout passed
   */
  <T> T ask(String phase, Question<T> question) throws RpcError {
    return timeouts.limit(phase, () -> inTurn(phase, question));
  }

  private <T> T inTurn(String phase, Question<T> question) throws RpcError {
    if (turn != null) {
      turn.lock();
    }
    try {
      return question.ask();
    } catch (RpcError e) {
      throw e;
    } catch (Throwable e) { // whatever a plug-in throws is a result
      throw Throwables.threw(phase, e);
    } finally {
      if (turn != null) {
        turn.unlock();
      }
    }
  }

  /** The factory of the session; made at its first use, and asked for only once. */
  IPluginFactory factory(Session session) throws RpcError {
    Slot slot = slots.computeIfAbsent(session.id(), id -> new Slot());
    synchronized (slot) {
      if (slot.factory == null) {
        create(slot, session);
      }
      return slot.factory;
    }
  }

  private void create(Slot slot, Session session) throws RpcError {
    Notifications handler =
        new Notifications(
            observer, plugin, session.id(), declared, (method, what) -> answer(slot, method, what));
    IPluginFactory factory =
        ask("createPluginFactory", () -> createPluginFactory(session, handler));
    if (factory == null) {
      observer.violation("no-factory", "createPluginFactory of datasource " + name + " gave null");
      throw RpcError.refused("createPluginFactory gave null: no access for this session");
    }
    slot.factory = factory;
    slot.handler = handler;
  }

  /**
   * Calls back about an object that the plug-in told of. Not in turn: the call that notifies has
   * the turn, and waiting for it would be a deadlock of ours.
   */
  private void answer(Slot slot, String method, String[] what) {
    IPluginFactory factory = slot.factory;
    if (factory != null) { // else it notifies while it is being made
      callbacks.answer(
          plugin,
          method,
          what[0],
          what[1],
          () -> {
            factory.find(what[0], what[1]);
            factory.invalidate(what[0], what[1]);
          });
    }
  }

  private IPluginFactory createPluginFactory(Session session, Notifications handler)
      throws Throwable {
    boolean anonymous = session.anonymous(anonymousMode);
    if (adaptor instanceof ITokenPluginAdaptor withToken) {
      return withToken.createPluginFactory(session.id(), session.token(anonymous), handler);
    }
    String user = anonymous ? null : session.user();
    String password = anonymous ? null : session.password();
    return adaptor.createPluginFactory(session.id(), user, password, handler);
  }

  /** Ends a session: the factory is uninstalled, its handler must not be used any more. */
  void close(String session) throws RpcError {
    Slot slot = slots.remove(session);
    if (slot == null) {
      return;
    }
    synchronized (slot) {
      if (slot.factory != null) {
        IPluginFactory factory = slot.factory;
        ask(
            "uninstallPluginFactory",
            () -> {
              adaptor.uninstallPluginFactory(factory);
              return null;
            });
        slot.handler.close();
      }
    }
  }

  /** Ends all sessions. */
  void closeAll() throws RpcError {
    for (String session : slots.keySet()) {
      close(session);
    }
  }
}
