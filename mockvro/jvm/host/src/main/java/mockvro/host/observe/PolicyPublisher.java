package mockvro.host.observe;

import com.google.gson.JsonObject;

/** The publisher that one policy registered for one object; it tells whether it still is. */
public class PolicyPublisher extends Publisher {
  private final String policy;
  private volatile boolean registered = true;

  /** Registered from now on. */
  public PolicyPublisher(Observer observer, String plugin, String policy) {
    super(observer, plugin, id -> false);
    this.policy = policy;
  }

  /** From now on events are filed as late ones. */
  public void unregistered() {
    registered = false;
  }

  @Override
  protected void describe(JsonObject facts) {
    facts.addProperty("policy", policy);
    facts.addProperty("registered", registered);
  }
}
