package mockvro.host.observe;

import ch.dunes.vso.sdk.api.ErrorLevel;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import com.google.gson.JsonObject;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import mockvro.host.rpc.Call;

/**
 * The notification handler of one session ({@code reference/plugin-host-protocol.md} §5): files
 * each notification, and the use of the handler that the interface does not allow.
 */
public final class Notifications implements IPluginNotificationHandler {
  private final Observer observer;
  private final String plugin;
  private final String session;
  private final Predicate<String> declared;
  private final BiConsumer<String, String[]> answer;
  private volatile boolean closed;

  /**
   * The handler of a session.
   *
   * @param declared whether a type is one of the plug-in's finders
   * @param answer told the method, and type and id, of each notification about an object
   */
  public Notifications(
      Observer observer,
      String plugin,
      String session,
      Predicate<String> declared,
      BiConsumer<String, String[]> answer) {
    this.observer = observer;
    this.plugin = plugin;
    this.session = session;
    this.declared = declared;
    this.answer = answer;
  }

  /** From now on the session is over, and the handler must not be used. */
  public void close() {
    closed = true;
  }

  @Override
  public void notifyElementUpdated(String type, String id) {
    element("notifyElementUpdated", type, id);
  }

  @Override
  public void notifyElementDeleted(String type, String id) {
    element("notifyElementDeleted", type, id);
  }

  @Override
  public void notifyElementInvalidate(String type, String id) {
    if (type == null && id == null) { // everything is stale: the only call without a type
      file("notifyElementInvalidate", null, null, null);
    } else {
      element("notifyElementInvalidate", type, id);
    }
  }

  @Override
  public String getSessionID() {
    return session;
  }

  @Override
  public void notifyMessage(ErrorLevel level, String type, String id, String message) {
    if (level == null) {
      observer.violation("message-without-level", "notifyMessage: the level is null");
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("level", level == null ? null : level.name());
    facts.addProperty("message", message);
    file("notifyMessage", type, id, facts);
  }

  private void element(String method, String type, String id) {
    if (type == null || type.isEmpty()) {
      observer.violation("notification-without-type", method + "(" + type + ", " + id + ")");
    } else if (!declared.test(type)) {
      observer.violation(
          "notification-undeclared-type", method + ": no finder has the type '" + type + "'");
    }
    file(method, type, id, null);
    if (!closed && type != null && declared.test(type)) {
      answer.accept(method, new String[] {type, id});
    }
  }

  private void file(String method, String type, String id, JsonObject more) {
    if (closed) {
      observer.violation("handler-after-session", method + ": session " + session + " is closed");
    }
    JsonObject facts = more == null ? new JsonObject() : more;
    facts.addProperty("plugin", plugin);
    facts.addProperty("method", method);
    facts.addProperty("type", type);
    facts.addProperty("id", id);
    facts.addProperty("session", session);
    facts.addProperty("ownThread", Call.current() == null);
    facts.addProperty("thread", Thread.currentThread().getName());
    observer.file("notification", facts);
  }
}
