package mockvro.host.observe;

import com.google.gson.JsonObject;
import java.util.Properties;

/** A publisher that a check registers: no policy hears it, and it may take its time. */
public final class ProbePublisher extends PolicyPublisher {
  private final long pauseMillis;

  /**
   * Registered from now on.
   *
   * @param probe name of what the check asks
   * @param pauseMillis how long each push takes
   */
  public ProbePublisher(Observer observer, String plugin, String probe, long pauseMillis) {
    super(observer, plugin, probe);
    this.pauseMillis = pauseMillis;
  }

  @Override
  public void pushTrigger(String type, String id, String event, Properties properties) {
    super.pushTrigger(type, id, event, properties);
    pause();
  }

  @Override
  public void pushGauge(String type, String id, String gauge, String device, Double value) {
    super.pushGauge(type, id, gauge, device, value);
    pause();
  }

  private void pause() {
    if (pauseMillis <= 0) {
      return;
    }
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the plug-in may give up waiting
    }
  }

  @Override
  protected void describe(JsonObject facts) {
    super.describe(facts);
    facts.addProperty("probe", true);
    facts.addProperty("thread", Thread.currentThread().getName());
  }
}
