package mockvro.host.plugin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open sessions; one that nobody opened is a user session of the default account. */
final class Sessions {
  private static final String ACCOUNT = "vcoadmin"; // the documented default, name and password

  private final Map<String, Session> open = new ConcurrentHashMap<>();

  void open(Session session) {
    open.put(session.id(), session);
  }

  Session get(String id) {
    return open.computeIfAbsent(id, other -> new Session(other, ACCOUNT, ACCOUNT, false));
  }

  void close(String id) {
    open.remove(id);
  }
}
