package probe;

import ch.dunes.vso.sdk.api.IPluginPublisher;

/** Fails where Spring plug-ins build their context. */
public class NoContextAdaptor extends ProbeAdaptor {
  @Override
  public void setPluginPublisher(IPluginPublisher given) {
    throw new IllegalStateException("no context", new RuntimeException("because"));
  }
}
