package mockvro.host.observe;

import com.google.gson.JsonObject;
import mockvro.host.rpc.Call;
import mockvro.host.rpc.Peer;

/** Files what the host notices; see "Observations" in docs/host-protocol.md. */
public final class Observer {
  private final Peer peer;

  /** An observer that reports through the peer. */
  public Observer(Peer peer) {
    this.peer = peer;
  }

  /**
   * Files an observation; plug-in and call are those of the current thread.
   *
   * @param kind one of the kinds of the protocol
   * @param facts its further keys; is changed by this method
   */
  public void file(String kind, JsonObject facts) {
    Call call = Call.current();
    facts.addProperty("kind", kind);
    if (!facts.has("plugin")) {
      facts.addProperty("plugin", call == null ? threadPlugin() : call.plugin());
    }
    facts.addProperty("call", call == null ? "" : call.id());
    peer.tell("observe", facts);
  }

  /**
   * Files a breach of the plug-in interface.
   *
   * @param rule short name of the rule
   * @param detail one line for a person
   */
  public void violation(String rule, String detail) {
    violation(null, rule, detail);
  }

  /** As the other one, of a plug-in that neither the call nor the thread need to tell; or null. */
  public void violation(String plugin, String rule, String detail) {
    JsonObject facts = new JsonObject();
    if (plugin != null) {
      facts.addProperty("plugin", plugin);
    }
    facts.addProperty("rule", rule);
    facts.addProperty("detail", detail);
    Throwables.stack(facts, new Throwable().getStackTrace());
    file("violation", facts);
  }

  /** A thread outside of calls belongs to the plug-in whose loader it inherited. */
  private static String threadPlugin() {
    String plugin = Frames.pluginOf(Thread.currentThread().getContextClassLoader());
    return plugin == null ? "" : plugin;
  }
}
